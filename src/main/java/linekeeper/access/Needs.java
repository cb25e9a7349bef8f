package linekeeper.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission a door asks for; any one of them is enough. Stands on controller methods, and is
 * checked before they run. A controller method that bears neither this nor {@code platform.web}'s
 * {@code Admits} admits nobody, and fails the build.
 *
 * <p>It says who may come to the door. Whether this user may touch this call, sheet or recording is
 * decided behind it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  /** Any one of these. */
  Permission[] value();
}
