/** How the house is: its version, the state of its parts, its figures for Prometheus. */
@NullMarked
package linekeeper.platform.status;

import org.jspecify.annotations.NullMarked;
