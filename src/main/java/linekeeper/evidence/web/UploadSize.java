package linekeeper.evidence.web;

import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.platform.web.BodyAllowance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How much the door for uploads takes: the most of any kind; each kind's own limit is the desk's.
 */
@Configuration(proxyBeanMethods = false)
class UploadSize {
  /**
   * So that the desk sees for itself that a file is too large, and says which kind's limit it is.
   */
  private static final long BEYOND = 1 << 20;

  @Bean
  BodyAllowance evidenceUploads(EvidenceItemsProperties properties) {
    return BodyAllowance.of("POST", UploadDoor.PATH, properties.acceptance().most() + BEYOND);
  }
}
