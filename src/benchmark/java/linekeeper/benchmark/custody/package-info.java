/**
 * Recordings on their way into the store, beside the plain tools that do no more than they must.
 */
@NullMarked
package linekeeper.benchmark.custody;

import org.jspecify.annotations.NullMarked;
