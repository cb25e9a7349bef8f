package linekeeper.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Has the disk confirm a file and the directories that lead to it before the store does: the local
 * copy of a recording is removed on the store's word.
 */
final class DurableStore extends ForwardingBlobStore {
  private final Path directory;

  DurableStore(BlobStore delegate, Path directory) {
    super(delegate);
    this.directory = directory;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    PutObjectResponse response = super.putBlob(request, content);
    settle(request.bucket(), request.key());
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    settle(request.bucket(), request.key());
    return response;
  }

  private void settle(String bucket, String key) {
    Path file = directory.resolve(bucket).resolve(key).normalize();
    for (Path path = file; path != null && path.startsWith(directory); path = path.getParent()) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        throw new UncheckedIOException("The disk did not confirm an object", e);
      }
    }
  }
}
