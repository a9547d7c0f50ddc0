import { useTranslation } from 'react-i18next';
import { useFigures, type Wanted } from '../../../api/queries/statistics';
import { QueryView } from '../../../components/QueryView/QueryView';
import { FileLinks, FileSection } from './FileSection';
import { fileFormats } from '../../../charts/saved';
import { figureUrl } from '../../../results/files';

/** The figures over all pictures, in the reader's language. */
export function FigureFiles({ id, wanted }: { id: string; wanted: Wanted }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage === 'zh' ? 'zh' : 'en';
  const figures = useFigures(id, language);
  return (
    <FileSection
      title={t('statistics.download.figures')}
      hint={t('statistics.download.figuresHint')}
    >
      <QueryView query={figures}>
        {(items) =>
          items
            .filter(({ needs_image }) => !needs_image)
            .map(({ name, title }) => (
              <FileLinks
                key={name}
                name={title}
                files={fileFormats.map((format) => ({
                  label: format.toUpperCase(),
                  href: figureUrl(id, wanted, { name, format, language }),
                }))}
              />
            ))
        }
      </QueryView>
    </FileSection>
  );
}
