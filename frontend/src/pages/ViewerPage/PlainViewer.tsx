import { usePictures } from '../../api/queries/pictures';
import type { Picture } from '../../api/types';
import { pageLabel } from '../../lib/format';
import { neighboursOf } from './neighbours';
import { ViewerFrame } from './ViewerFrame';

/** A picture of a project as it is; previous and next go through the project. */
export function PlainViewer({ picture }: { picture: Picture }) {
  const pictures = usePictures(picture.project_id);
  const ids = pictures.data?.map(({ id }) => id) ?? [picture.id];
  return (
    <ViewerFrame
      picture={{
        id: picture.id,
        name: picture.filename + pageLabel(picture.page, picture.pages),
        width: picture.width,
        micrometersPerPixel: picture.micrometers_per_pixel,
      }}
      neighbours={neighboursOf(ids, picture.id)}
      pathOf={(id) => `/images/${id}`}
      back={`/projects/${picture.project_id}?tab=pictures`}
      cells={null}
    />
  );
}
