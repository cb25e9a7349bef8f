package linekeeper.platform.objects;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** How objects are sealed before they leave us: authenticated, so that a change shows. */
public enum SealAlgorithm {
  /** FIPS 197 in the mode of NIST SP 800-38D. */
  AES_256_GCM("AES", 32, null),
  /** GB/T 32907 in the same mode, where the national algorithms are wanted. */
  SM4_GCM("SM4", 16, new BouncyCastleProvider());

  /** What is added to what is sealed. */
  static final int TAG_BYTES = 16;

  static final int NONCE_BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String cipher;
  private final int keyBytes;
  private final @Nullable Provider provider;

  SealAlgorithm(String cipher, int keyBytes, @Nullable Provider provider) {
    this.cipher = cipher;
    this.keyBytes = keyBytes;
    this.provider = provider;
  }

  /** A key of this algorithm's own, drawn from a secret (RFC 5869). */
  SecretKey derive(byte[] secret, byte[] salt, byte[] purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              cipher,
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .addSalt(salt)
                  .thenExpand(purpose, keyBytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** Seals; a nonce must never come twice with the same key. */
  byte[] seal(SecretKey key, byte[] nonce, byte[] content, int length) {
    try {
      return with(Cipher.ENCRYPT_MODE, key, nonce).doFinal(content, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was derived seals", e);
    }
  }

  /**
   * Opens what was sealed.
   *
   * @throws GeneralSecurityException if it was changed, or sealed with another key or nonce
   */
  byte[] open(SecretKey key, byte[] nonce, byte[] sealed, int from, int length)
      throws GeneralSecurityException {
    return with(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed, from, length);
  }

  /** Nobody can guess these. */
  static byte[] random(int bytes) {
    byte[] fresh = new byte[bytes];
    RANDOM.nextBytes(fresh);
    return fresh;
  }

  private Cipher with(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
    String name = cipher + "/GCM/NoPadding";
    // the JDK's own AES uses the processor's instructions for it
    Cipher ready = provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
    ready.init(
        mode,
        new SecretKeySpec(key.getEncoded(), cipher),
        new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    return ready;
  }
}
