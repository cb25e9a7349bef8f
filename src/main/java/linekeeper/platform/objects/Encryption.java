package linekeeper.platform.objects;

/** Whether the store encrypts what it writes, with keys that it keeps itself. */
public enum Encryption {
  /** It is not asked to. */
  NONE,
  /** S3's own ({@code x-amz-server-side-encryption: AES256}). */
  SSE_S3
}
