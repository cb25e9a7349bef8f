package linekeeper.evidence.desk;

import linekeeper.evidence.EvidenceItemsProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looks for malware, and where files are meanwhile. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceItemsProperties.class)
class EvidenceConfiguration {

  @Bean
  Scanner malwareScanner(EvidenceItemsProperties properties) {
    return properties.clamd().isEmpty()
        ? Scanner.NONE
        : new Clamd(properties.clamd(), properties.scanWithin());
  }
}
