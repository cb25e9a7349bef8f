package linekeeper.callback.model;

/** What a number is, by the mainland's number plan. */
public enum NumberKind {
  /** 手机. */
  MOBILE,
  /** 固定电话, with its area code. */
  FIXED,
  /** 95, 96 and 10-prefixed services, 400 and 800 numbers. */
  SERVICE,
  /** Hotlines of public bodies, 12xxx. */
  HOTLINE,
  /** 110, 119, 120, 122, 12110 and their like: never dialled by a machine. */
  EMERGENCY,
  /** Another country's. */
  FOREIGN,
  /** Too short for a public number: somebody's extension. */
  EXTENSION,
  /** None at all. */
  WITHHELD,
  /** Digits that are no number of the plan. */
  INVALID
}
