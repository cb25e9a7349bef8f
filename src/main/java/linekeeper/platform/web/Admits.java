package linekeeper.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whom a door admits where that is not a matter of permissions. Every controller method bears this
 * or {@code access.Needs}; one that bears neither admits nobody.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Admits {
  /** Who may come in. */
  Who value();

  /** Kinds of visitors, the widest first. */
  enum Who {
    /** Everybody, signed in or not. */
    ANYBODY,
    /**
     * Whoever is signed in, and programs on this machine: a loopback connection that no proxy
     * forwarded. For figures without personal data.
     */
    SIGNED_IN_OR_LOCAL,
    /** Whoever is signed in or bears a valid token. */
    SIGNED_IN
  }
}
