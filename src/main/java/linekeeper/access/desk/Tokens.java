package linekeeper.access.desk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import linekeeper.access.Audit;
import linekeeper.access.Role;
import linekeeper.access.User;
import linekeeper.access.model.Duties;
import linekeeper.access.model.Token;
import linekeeper.access.store.TokenTable;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * API tokens for machines: 256 random bits behind {@code lk_}, shown once, kept only as their
 * SHA-256. A token dies with its time, when it is revoked, and while whoever made it is disabled.
 */
@Component
public final class Tokens {
  private static final Pattern FORM = Pattern.compile("lk_[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;
  private static final Duration NOTED = Duration.ofMinutes(1);

  private final TokenTable table;
  private final Directory directory;
  private final Duration longest;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(
      TokenTable table,
      Directory directory,
      AccessProperties properties,
      Audit audit,
      InstantSource clock) {
    this.table = table;
    this.directory = directory;
    this.longest = properties.longestToken();
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What came of asking for a token.
   *
   * @param shown what its bearer has to show; it can never be read again
   */
  public record Made(@Nullable Token token, @Nullable String shown, @Nullable Refusal refusal) {
    /** Without what its bearer has to show. */
    @Override
    public String toString() {
      return "Made[" + token + ", " + refusal + "]";
    }
  }

  /** Makes a token. Without a time it lives for as long as any may. */
  public Made make(User by, String name, Set<Role> roles, @Nullable Instant expiresAt) {
    Instant now = clock.instant();
    Instant last = now.plus(longest);
    Instant end = Objects.requireNonNullElse(expiresAt, last);
    Refusal refusal = Duties.refuse(roles);
    if (refusal == null && (end.isBefore(now) || end.isAfter(last))) {
      refusal = Refusal.of("expiry.invalid", "it must end between now and " + last, "expiresAt");
    }
    if (refusal == null && by.machine()) {
      refusal = Refusal.of("token.forbidden", "a token does not make tokens");
    }
    String shown = "lk_" + random();
    Token token = new Token(UUID.randomUUID(), name, roles, by.name(), now, end, null, null);
    if (refusal == null && !table.add(token, digest(shown))) {
      refusal = Refusal.of("token.taken", "there is already a token of this name", "name");
    }
    String detail = "roles " + new TreeSet<>(roles) + ", until " + end;
    audit.record(by.name(), "token.create", "token:" + name, refusal == null, detail);
    return refusal == null ? new Made(token, shown, null) : new Made(null, null, refusal);
  }

  /** The token shown, if it opens anything at this moment. */
  public Optional<Token> bearer(String shown) {
    if (!FORM.matcher(shown).matches()) {
      return Optional.empty();
    }
    Optional<Token> token = table.find(digest(shown)).filter(this::living);
    Instant now = clock.instant();
    token.ifPresent(living -> table.used(living.id(), now, now.minus(NOTED)));
    return token;
  }

  private boolean living(Token token) {
    return token.living(clock.instant()) && directory.user(token.createdBy()).isPresent();
  }

  /** All there ever were, the newest first. */
  public List<Token> all() {
    return table.all();
  }

  /** Revokes one; it opens nothing from now on. */
  public @Nullable Refusal revoke(User by, UUID id) {
    boolean done = table.revoke(id, clock.instant());
    String name = table.find(id).map(Token::name).orElse(id.toString());
    audit.record(by.name(), "token.revoke", "token:" + name, done, "");
    return done ? null : Refusal.of("token.unknown", "there is no such living token");
  }

  private String random() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] digest(String shown) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
