package linekeeper.evidence.model;

/** What a piece of evidence is (domain 3.3); recordings have their own custody. */
public enum EvidenceKind {
  /** 照片. */
  PHOTO,
  /** 视频. */
  VIDEO,
  /** 文件. */
  DOCUMENT,
  /** 签字表单. */
  SIGNED_FORM
}
