package linekeeper.platform.objects;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The client, and where asked for the server: the client is handed the server so that it starts
 * after it and stops before it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObjectsProperties.class)
class ObjectsConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnBooleanProperty("linekeeper.objects.embedded")
  EmbeddedStore embeddedStore(ObjectsProperties properties) {
    return EmbeddedStore.start(properties);
  }

  @Bean(destroyMethod = "close")
  S3Store objectStore(ObjectsProperties properties, ObjectProvider<EmbeddedStore> embedded) {
    embedded.ifAvailable(EmbeddedStore::port);
    return new S3Store(properties);
  }
}
