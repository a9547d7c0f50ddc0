import { usualK } from '../../api/queries/statistics';
import type { Figure } from '../../api/types';
import { fileFormats } from '../../charts/saved';
import { useFigureFiles } from '../../results/useFigureFiles';
import { FileLinks } from '../PredictionPage/DownloadTab/FileSection';
import results from '../../results/Results.module.css';

interface Props {
  title: string;
  name: Figure['name'];
  predictionId: string;
  imageId: string;
  k?: readonly number[];
}

/** The files of what is laid over a picture, as the service draws it. */
export function PictureFigureFiles({ title, name, predictionId, imageId, k = usualK }: Props) {
  const files = useFigureFiles({ prediction_id: predictionId, k: [...k], labels: 'predicted' });
  const { fileOf } = files(name, imageId);
  return (
    <ul className={results['files']}>
      <FileLinks
        name={title}
        files={fileFormats.map((format) => ({ label: format.toUpperCase(), href: fileOf(format) }))}
      />
    </ul>
  );
}
