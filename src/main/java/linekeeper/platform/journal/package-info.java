/**
 * The journal: what went into a floor, what came of it, committed in groups, and told to
 * subscribers after commit.
 */
@NullMarked
package linekeeper.platform.journal;

import org.jspecify.annotations.NullMarked;
