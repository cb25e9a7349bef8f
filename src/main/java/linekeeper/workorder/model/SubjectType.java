package linekeeper.workorder.model;

/** Whom a demand concerns. */
public enum SubjectType {
  /** 个人 a person. */
  INDIVIDUAL,
  /** 企业 a company. */
  ENTERPRISE
}
