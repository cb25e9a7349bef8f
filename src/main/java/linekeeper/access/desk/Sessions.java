package linekeeper.access.desk;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** The sessions that are open, of everybody. */
@Component
public final class Sessions {
  private final FindByIndexNameSessionRepository<?> repository;

  Sessions(FindByIndexNameSessionRepository<?> repository) {
    this.repository = repository;
  }

  /**
   * Ends all sessions of a user at once.
   *
   * @param kept the id of one that stays
   */
  public void end(String user, @Nullable String kept) {
    repository.findByPrincipalName(user).keySet().stream()
        .filter(id -> !id.equals(kept))
        .forEach(repository::deleteById);
  }
}
