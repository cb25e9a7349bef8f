/** The doors to evidence. */
@NullMarked
package linekeeper.evidence.web;

import org.jspecify.annotations.NullMarked;
