/**
 * The command line: {@code api}, {@code call}, {@code seat}, {@code bundle}, {@code export} and
 * {@code verify}. A client of the public HTTP interface like any other; it shares no state with the
 * application.
 */
@ApplicationModule(allowedDependencies = {"kernel", "recording :: proof"})
@NullMarked
package linekeeper.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
