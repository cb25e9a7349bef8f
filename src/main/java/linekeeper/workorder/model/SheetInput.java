package linekeeper.workorder.model;

import linekeeper.kernel.AgentId;

/** What people want of a sheet. */
public sealed interface SheetInput {

  /** Who wants it. */
  Writer by();

  /** Write this, upon the version that was read. */
  record Write(Writer by, long version, SheetContent content) implements SheetInput {}

  /** It is finished. */
  record FileIt(Writer by) implements SheetInput {}

  /**
   * Somebody who may write sheets.
   *
   * @param leads whether others' sheets, too
   */
  record Writer(AgentId name, boolean leads) {}
}
