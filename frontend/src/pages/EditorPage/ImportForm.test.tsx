import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { useAnnotation } from '../../api/queries/annotations';
import { type Call, fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { ImportForm } from './ImportForm';

const ANNOTATION = '/api/v1/images/picture/annotation';
const file = new File(['{"shapes": []}'], 'labels.json', { type: 'application/json' });

/** The form beside whoever shows the labels, which are read anew once they were replaced. */
function Shown() {
  const labels = useAnnotation('picture');
  return (
    <>
      <output>{labels.data?.annotation.revision}</output>
      <ImportForm imageId="picture" revision={3} />
    </>
  );
}

async function importFile(answer: { status?: number; body: unknown }): Promise<Call[]> {
  let revision = 3;
  const calls = fakeGateway({
    [`GET ${ANNOTATION}`]: () => ({ body: { revision } }),
    [`POST ${ANNOTATION}/import`]: () => {
      revision = 4;
      return answer;
    },
  });
  renderPage(<Shown />);
  await screen.findByText('3');
  await userEvent.upload(screen.getByTestId('import-file'), file);
  return calls;
}

it('sends the file and shows the labels that it holds', async () => {
  const calls = await importFile({ body: { revision: 4, imported: 7, skipped: [] } });
  await screen.findByText('4');
  const sent = calls.find(({ method }) => method === 'POST');
  expect(sent?.body).toContain('form-data; name="file"');
});

it('tells what could not be read before it shows the rest', async () => {
  const skipped = [{ what: 'shape 2', reason: 'it has no area' }];
  await importFile({ body: { revision: 4, imported: 6, skipped } });
  expect(await screen.findByText('1 label could not be read')).toBeInTheDocument();
  expect(screen.getByText('shape 2: it has no area')).toBeInTheDocument();
  expect(screen.getByText('3')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Show the others' }));
  await screen.findByText('4');
});

it('says in words why a file was refused', async () => {
  const body = { type: '/docs/errors/invalid-request', title: 'Invalid', detail: 'No labels.' };
  await importFile({ status: 422, body });
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('No labels.'));
});
