/**
 * The doors: sessions, users, tokens, the audit, and the doorkeeper who asks everybody at every
 * door. Promises that a door without a rule admits nobody.
 */
@NullMarked
package linekeeper.access.web;

import org.jspecify.annotations.NullMarked;
