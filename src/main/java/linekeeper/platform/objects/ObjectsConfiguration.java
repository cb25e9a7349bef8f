package linekeeper.platform.objects;

import java.time.InstantSource;
import linekeeper.platform.objects.store.SealedObjects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * The client, and where asked for the server: the client is handed the server so that it starts
 * after it and stops before it. Everybody else is handed the client that seals.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ObjectsProperties.class, SealingProperties.class})
class ObjectsConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnBooleanProperty("linekeeper.objects.embedded")
  EmbeddedStore embeddedStore(ObjectsProperties properties) {
    return EmbeddedStore.start(properties);
  }

  @Bean(destroyMethod = "close")
  S3Store objectStore(ObjectsProperties properties, ObjectProvider<EmbeddedStore> embedded) {
    embedded.ifAvailable(EmbeddedStore::port);
    S3Store store = new S3Store(properties);
    store.requireEncryption();
    return store;
  }

  @Bean
  WrappingKeys wrappingKeys(SealingProperties properties) {
    return new WrappingKeys(properties);
  }

  @Bean
  @Primary
  SealedStore sealedStore(
      S3Store store,
      SealedObjects rows,
      WrappingKeys keys,
      SealingProperties properties,
      InstantSource clock) {
    return new SealedStore(store, rows, keys, properties.algorithm(), clock);
  }

  @Bean
  KeyRotation keyRotation(
      SealedObjects rows, WrappingKeys keys, SealingProperties properties, InstantSource clock) {
    return new KeyRotation(rows, keys, clock, properties.algorithm() != null);
  }
}
