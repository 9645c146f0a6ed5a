/** Shows one picture with its title, year and caption. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Piece } from './use-gallery.ts';
import { usePicture } from './use-picture.ts';

export function GalleryCard({ s3, piece }: { s3: S3Client; piece: Piece }) {
  const picture = usePicture(s3, piece.key);
  return (
    <li className="card tile">
      <div className="tile-picture" data-state={picture.status}>
        {picture.isSuccess && <img src={picture.data} alt="" />}
        {picture.isError && <p className="muted">This picture did not load.</p>}
      </div>
      <div className="tile-text">
        <div className="tile-title">
          <h3>{piece.title}</h3>
          <p className="muted">{piece.year}</p>
        </div>
        <p className="muted">{piece.caption}</p>
      </div>
    </li>
  );
}
