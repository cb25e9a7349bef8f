package linekeeper.access.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import linekeeper.access.Standing.Kind;
import linekeeper.access.Standing.Pass;
import linekeeper.access.User;
import linekeeper.access.model.Token;
import linekeeper.access.store.SessionTable;
import linekeeper.access.store.TokenTable;
import org.springframework.stereotype.Component;

/** Looks again at what passes were given for: three queries, however many there are. */
@Component
public final class Passes {
  private final Directory directory;
  private final SessionTable sessions;
  private final TokenTable tokens;
  private final Duration longest;
  private final InstantSource clock;

  Passes(
      Directory directory,
      SessionTable sessions,
      TokenTable tokens,
      AccessProperties properties,
      InstantSource clock) {
    this.directory = directory;
    this.sessions = sessions;
    this.tokens = tokens;
    this.longest = properties.longestSession();
    this.clock = clock;
  }

  /** The pass of a user who came with a session. */
  public Pass ofSession(User user, String id) {
    return new Pass(user.name(), Kind.SESSION, sessions.key(id), user.roles());
  }

  /** The pass of a machine that came with a token. */
  public Pass ofToken(User user, String id) {
    return new Pass(user.name(), Kind.TOKEN, id, user.roles());
  }

  /** Those that do not hold any more. */
  public Set<Pass> fallen(Collection<Pass> passes) {
    if (passes.isEmpty()) {
      return Set.of();
    }
    Instant now = clock.instant();
    Set<String> open = sessions.open(ids(passes, Kind.SESSION), now, now.minus(longest));
    Map<String, Token> living =
        tokens.find(ids(passes, Kind.TOKEN)).stream()
            .filter(token -> token.living(now))
            .collect(Collectors.toMap(token -> token.id().toString(), Function.identity()));
    Map<String, User> users = directory.users(names(passes, living.values()));
    return passes.stream()
        .filter(pass ->
            switch (pass.kind()) {
              case SESSION -> !open.contains(pass.id()) || changed(pass, users);
              case TOKEN -> {
                Token token = living.get(pass.id());
                yield token == null || !users.containsKey(token.createdBy());
              }
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean changed(Pass pass, Map<String, User> users) {
    User user = users.get(pass.user());
    return user == null || !user.roles().equals(pass.roles());
  }

  private static List<String> ids(Collection<Pass> passes, Kind kind) {
    return passes.stream().filter(pass -> pass.kind() == kind).map(Pass::id).distinct().toList();
  }

  private static Set<String> names(Collection<Pass> passes, Collection<Token> tokens) {
    Set<String> names =
        passes.stream()
            .filter(pass -> pass.kind() == Kind.SESSION)
            .map(Pass::user)
            .collect(Collectors.toSet());
    tokens.forEach(token -> names.add(token.createdBy()));
    return names;
  }
}
