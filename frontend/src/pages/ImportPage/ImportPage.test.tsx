import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { ImportedPicture, LabelImport } from '../../api/types';
import { type Call, fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { importOf, pictureOf } from './import.fixture';
import { ImportPage } from './ImportPage';

const PATH = '/api/v1/label-imports/x';

async function open(shown: LabelImport, items: ImportedPicture[] = [pictureOf()]): Promise<Call[]> {
  const calls = fakeGateway({
    [`GET ${PATH}`]: { body: shown },
    [`GET ${PATH}/pictures`]: { body: { items, next_cursor: null } },
    'GET /api/v1/projects/p': { body: { id: 'p', name: 'Study' } },
    'GET /api/v1/images': { body: { items: [{ id: 'far', filename: 'far.png' }] } },
    [`POST ${PATH}/apply`]: { status: 202, body: shown.job },
    [`POST ${PATH}/read`]: { status: 202, body: shown.job },
    [`POST ${PATH}/undo`]: { status: 202, body: shown.job },
  });
  renderPage(
    <Routes>
      <Route path="imports/:importId" element={<ImportPage />} />
    </Routes>,
    '/imports/x',
  );
  await screen.findByTestId('label-import');
  return calls;
}

const sent = (calls: Call[]) => calls.find(({ method }) => method === 'POST');

it('applies the file under the classes that are chosen', async () => {
  const calls = await open(importOf({ labelled: 1 }));
  expect(screen.getByText('Labels for 2 pictures')).toBeInTheDocument();
  expect(screen.getByLabelText('target: Dead')).toBeChecked();
  await userEvent.selectOptions(screen.getByLabelText('Becomes: Dead'), 'living');
  await userEvent.click(screen.getByLabelText(/1 picture has labels already/));
  await userEvent.click(screen.getByTestId('apply-import'));
  await waitFor(() =>
    expect(sent(calls)).toMatchObject({
      path: `${PATH}/apply`,
      body: { classes: [{ name: 'Dead', to: 'living', target: false }], replace: true },
    }),
  );
});

it('leaves a class out, and makes a new one a target', async () => {
  const calls = await open(importOf({ project_classes: [] }));
  await userEvent.selectOptions(screen.getByLabelText('Becomes: Dead'), 'Dead (new)');
  await userEvent.click(screen.getByLabelText('target: Dead'));
  await userEvent.click(screen.getByTestId('apply-import'));
  await waitFor(() =>
    expect(sent(calls)?.body).toMatchObject({
      classes: [{ name: 'Dead', to: 'Dead', target: true }],
    }),
  );
});

it('says what is left out and why', async () => {
  await open(
    importOf({
      skipped: { point: 3, outside: 1 },
      notes: [{ code: 'yolo-without-classes', count: 2 }],
    }),
  );
  expect(screen.getByText('points: they have no size')).toBeInTheDocument();
  expect(screen.getByText('outside the picture')).toBeInTheDocument();
  expect(screen.getByText(/2 YOLO files have no list of classes/)).toBeInTheDocument();
});

it('lets a picture be chosen for a name that fits none, the nearest first', async () => {
  const unknown = pictureOf({
    name: 'b.tif',
    outcome: 'unknown',
    image_id: null,
    filename: null,
    candidates: [{ image_id: 'near', filename: 'b.png' }],
  });
  const calls = await open(importOf({ pictures: { unknown: 1 } }), [unknown]);
  const choice = await screen.findByLabelText('Picture for b.tif');
  await screen.findByRole('option', { name: 'far.png' });
  expect([...choice.querySelectorAll('option')].map((one) => one.textContent)).toEqual([
    'none',
    'b.png',
    'far.png',
  ]);
  expect(screen.queryByTestId('apply-import')).toBeNull();
  await userEvent.selectOptions(choice, 'b.png');
  await userEvent.click(screen.getByRole('button', { name: 'Use the chosen pictures' }));
  await waitFor(() => expect(sent(calls)?.body).toEqual({ choices: { 'b.tif': 'near' } }));
});

it('says which pictures of a project will be added, its target as a target', async () => {
  const classes = [{ name: 'dead', cells: 3, pictures: 1, suggested: 'dead', target: true }];
  const calls = await open(importOf({ pictures: { new: 2 }, classes, project_classes: [] }));
  expect(screen.getByText(/2 pictures are not in this project/)).toBeInTheDocument();
  expect(screen.getByLabelText('target: dead')).toBeChecked();
  await userEvent.click(screen.getByRole('button', { name: 'Apply to 2 pictures' }));
  await waitFor(() =>
    expect(sent(calls)?.body).toMatchObject({
      classes: [{ name: 'dead', to: 'dead', target: true }],
    }),
  );
});

it('says what a zip of a project without its pictures gives back, and what is missing', async () => {
  await open(
    importOf({
      pictures: { ready: 1, unknown: 2 },
      notes: [
        { code: 'project-zip', count: 3 },
        { code: 'project-without-files', count: 2 },
      ],
    }),
  );
  expect(screen.getByText(/zip of a CellScanner project of 3 pictures/)).toBeInTheDocument();
  expect(screen.getByText(/2 pictures of the zip are not in this project/)).toBeInTheDocument();
});

it('takes back what was applied', async () => {
  const calls = await open(importOf({ step: 'apply', pictures: { applied: 2, kept: 1 } }));
  expect(screen.getByText('has labels, which stay')).toBeInTheDocument();
  await userEvent.click(screen.getByTestId('undo-import'));
  await waitFor(() => expect(sent(calls)?.path).toBe(`${PATH}/undo`));
});
