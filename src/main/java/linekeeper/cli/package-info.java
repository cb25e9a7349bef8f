/**
 * The command line: {@code api}, {@code call} and {@code seat}. A client of the public HTTP
 * interface like any other; it shares no state with the application.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package linekeeper.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
