/** The gallery's pictures, with its loading, error and empty states. */
import { S3Client } from '@aws-sdk/client-s3';
import { useAwsClient } from 'cognito-kit';
import { Empty } from '../ui/empty.tsx';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { GalleryCard } from './gallery-card.tsx';
import { useGallery } from './use-gallery.ts';

export function Gallery() {
  const gallery = useGallery();
  const s3 = useAwsClient(S3Client);

  if (gallery.isPending) return <Skeleton rows={6} shape="tile" />;
  if (gallery.isError) {
    return (
      <Problem doing="reading the gallery" error={gallery.error} onRetry={() => void gallery.refetch()} />
    );
  }
  if (gallery.data.length === 0) {
    return (
      <Empty icon="gallery" title="The gallery is empty">
        <p>
          Reset the local AWS to get its pictures back: <code>POST /_local/reset</code>.
        </p>
      </Empty>
    );
  }
  return (
    <ul className="tiles">
      {gallery.data.map((piece) => (
        <GalleryCard key={piece.id} s3={s3} piece={piece} />
      ))}
    </ul>
  );
}
