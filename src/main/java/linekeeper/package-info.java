/**
 * Linekeeper keeps a public hotline answered 7x24 and loses nothing. Each direct sub-package is one
 * module.
 */
@NullMarked
package linekeeper;

import org.jspecify.annotations.NullMarked;
