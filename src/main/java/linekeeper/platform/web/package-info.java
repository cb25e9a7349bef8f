/**
 * What every door shares: problem+json rendered in one place, limits on what is sent to us, request
 * ids, security headers, own-origin check, the console's files. Promises that a failure never shows
 * a stack trace and always bears a stable code.
 */
@NullMarked
package linekeeper.platform.web;

import org.jspecify.annotations.NullMarked;
