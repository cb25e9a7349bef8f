package linekeeper.recording.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** How manifests and seals are signed. Keys are in their standard encodings (X.509, PKCS #8). */
public enum Scheme {
  /** RFC 8032. */
  ED25519("Ed25519", "Ed25519"),
  /** GB/T 32918 over SM3, where the national algorithms are wanted. */
  SM2("EC", "SM3withSM2");

  private static final Provider PROVIDER = new BouncyCastleProvider();
  private final String keys;
  private final String signatures;

  Scheme(String keys, String signatures) {
    this.keys = keys;
    this.signatures = signatures;
  }

  /** A fresh pair of keys. */
  public KeyPair fresh() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keys, PROVIDER);
      if (this == SM2) {
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the library has both", e);
    }
  }

  /** A private key as it was kept. */
  public PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(keys, PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /** Signs. */
  public byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(signatures, PROVIDER);
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  /** Whether who has the private half of this key signed just this; false for anything else. */
  public boolean verifies(byte[] publicKey, byte[] content, byte[] signed) {
    try {
      PublicKey key =
          KeyFactory.getInstance(keys, PROVIDER).generatePublic(new X509EncodedKeySpec(publicKey));
      Signature signature = Signature.getInstance(signatures, PROVIDER);
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(signed);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false; // neither a key nor a signature, then
    }
  }
}
