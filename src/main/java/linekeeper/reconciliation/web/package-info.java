/** The door. */
@NullMarked
package linekeeper.reconciliation.web;

import org.jspecify.annotations.NullMarked;
