import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EditorLink } from '../../annotations/Editor';
import { markBegun, toBegin } from '../../annotations/beginning';
import { isAnyLeft, type KeptBatch, strand, takeOver } from '../../annotations/journal';
import { livingPages, thisPage } from '../../annotations/pages';
import type { AnnotatedCell } from '../../annotations/types';
import { api, done, unwrap } from '../client';
import { allPages } from '../paging';
import { ProblemError } from '../problem';
import type { Annotation, AnnotationRevision, CellClass } from '../types';

const CHANGED = 412;
const MISSING = 404;
const pathOf = (imageId: string) => ({ image_id: imageId });
const ifMatch = (revision: number) => ({ 'if-match': `"${revision}"` });

/** @param labelsId the picture's id, or that of a reading of it */
export const annotationKey = (labelsId: string) => ['annotation', labelsId] as const;

/** An answer as the editor takes it. The service leaves none of the fields out that its description lets a sender omit. */
export function contentOf({ revision, classes, cells, checked }: Annotation) {
  return { revision, classes, cells: cells as AnnotatedCell[], checked };
}

/**
 * @param revision an old one; the current one without it
 * @param reading the labels of a reading instead of the picture's own; so in all that follows
 */
export function loadAnnotation(
  imageId: string,
  revision?: number,
  reading?: string,
): Promise<Annotation> {
  const params = { path: pathOf(imageId), query: { revision, reading } };
  // The client forgets that a box is four numbers.
  return unwrap(api.GET('/api/v1/images/{image_id}/annotation', { params })) as Promise<Annotation>;
}

export interface OpenAnnotation {
  /** At the revision on which `left` was made; the current one where nothing was left. */
  annotation: Annotation;
  /** Edits that a closed page had not sent. */
  left: KeptBatch[];
}

/** Null where the service lacks what was asked for, or has it otherwise; other problems are passed on. */
async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProblemError && [MISSING, CHANGED].includes(error.status)) return null;
    throw error;
  }
}

/**
 * The labels to be edited: at the revision on which edits were made that were left on this device, else the newest. Edits
 * whose revision is gone are put aside, so that the picture opens all the same.
 */
export async function openAnnotation(imageId: string, reading?: string): Promise<OpenAnnotation> {
  const labelsId = reading ?? imageId;
  const begun = await unlessGone(beginKept(labelsId).then(() => true));
  const left = takeOver(labelsId, thisPage(), await livingPages());
  const load = (revision?: number) => loadAnnotation(imageId, revision, reading);
  if (left.length === 0) return { annotation: await load(), left };
  const base = Math.min(...left.map((batch) => batch.base));
  const annotation = begun && (await unlessGone(load(base)));
  if (annotation) return { annotation, left };
  // Asked before anything is put aside: a picture that cannot be read at all is another matter.
  await load();
  strand(labelsId, thisPage(), left);
  markBegun(labelsId);
  return openAnnotation(imageId, reading);
}

/** Whether yet another closed page had left edits of these labels unsent. */
export async function isMoreLeft(labelsId: string): Promise<boolean> {
  return isAnyLeft(labelsId, new Set([...(await livingPages()), thisPage()]));
}

export function useAnnotation(imageId: string, reading?: string) {
  return useQuery({
    queryKey: annotationKey(reading ?? imageId),
    queryFn: () => openAnnotation(imageId, reading),
    // While it is edited, the editor knows better than any answer.
    staleTime: Infinity,
    gcTime: 0,
  });
}

const begin = (imageId: string, revision: number, body: Beginning) => {
  const params = { path: pathOf(imageId), header: ifMatch(revision) };
  return unwrap(api.POST('/api/v1/images/{image_id}/annotation/start', { params, body }));
};

/** Begun already: by this call before, whose answer was lost, or by somebody else, who may have begun otherwise. */
async function demandBegunFrom(imageId: string, predictionId: string, otherwise: ProblemError) {
  const { source } = await loadAnnotation(imageId, 1);
  if (source?.prediction_id !== predictionId) throw otherwise;
}

/** Begins labels from the prediction on whose cells edits were made that are still kept here. */
export async function beginKept(imageId: string): Promise<void> {
  const predictionId = toBegin(imageId);
  if (predictionId === null) return;
  try {
    await begin(imageId, 0, { prediction_id: predictionId });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== CHANGED) throw error;
    const { state, revision } = await loadAnnotation(imageId);
    if (state === null) await begin(imageId, revision, { prediction_id: predictionId });
    else await demandBegunFrom(imageId, predictionId, error);
  }
  markBegun(imageId);
}

/** How the editor of one picture reaches the service. */
export function editorLink(imageId: string, reading?: string): EditorLink {
  const path = pathOf(imageId);
  return {
    load: async () => contentOf(await loadAnnotation(imageId, undefined, reading)),
    send: async ({ id, operations }, revision) => {
      const params = { path, header: ifMatch(revision), query: { reading } };
      const body = { batch_id: id, operations };
      try {
        const answer = await unwrap(
          api.POST('/api/v1/images/{image_id}/annotation/operations', { params, body }),
        );
        return { stored: true, revision: answer.revision, skipped: answer.skipped.length };
      } catch (error) {
        if (error instanceof ProblemError && error.status === CHANGED) return { stored: false };
        throw error;
      }
    },
    changesSince: (revision) =>
      allPages((cursor) =>
        unwrap(
          api.GET('/api/v1/images/{image_id}/annotation/operations', {
            params: { path, query: { since: revision, cursor, reading } },
          }),
        ),
      ).then((items) =>
        items.map(({ revision: at, kind, operations }) => ({
          revision: at,
          // A review changes no label.
          operations: kind === 'review' ? [] : (operations as never),
        })),
      ),
  };
}

export type Beginning = { prediction_id: string } | { empty: true; classes: CellClass[] };

/** Begins an annotation anew; what was there stays in its history. */
export function useStartAnnotation(imageId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ revision, body }: { revision: number; body: Beginning }) =>
      begin(imageId, revision, body),
    onSuccess: (answer) => {
      const opened: OpenAnnotation = { annotation: answer as Annotation, left: [] };
      client.setQueryData(annotationKey(imageId), opened);
    },
  });
}

export function useRevisions(imageId: string, reading?: string) {
  return useQuery({
    queryKey: ['annotation-revisions', reading ?? imageId],
    queryFn: async () => {
      const params = { path: pathOf(imageId), query: { limit: 50, reading } };
      const page = await unwrap(
        api.GET('/api/v1/images/{image_id}/annotation/revisions', { params }),
      );
      // The client forgets how many readings an adjudication has.
      return page.items as AnnotationRevision[];
    },
    staleTime: 0,
  });
}

export interface ImportFile {
  revision: number;
  file: File;
}

/** Replaces the labels by those of a file of another program; its format is guessed. */
export function useImportAnnotation(imageId: string) {
  return useMutation({
    mutationFn: ({ revision, file }: ImportFile) => {
      const form = new FormData();
      form.append('file', file, file.name);
      return unwrap(
        api.POST('/api/v1/images/{image_id}/annotation/import', {
          params: { path: pathOf(imageId), header: ifMatch(revision) },
          body: { file: file.name },
          bodySerializer: () => form,
        }),
      );
    },
  });
}

/** Reads the annotation anew: what an editor holds of it is put aside. */
export function useReloadAnnotation(labelsId: string) {
  const client = useQueryClient();
  return () => client.resetQueries({ queryKey: annotationKey(labelsId) });
}

export type ReviewAction = 'submit' | 'accept' | 'return' | 'reopen';

const reviewsKey = (imageId: string) => ['reviews', imageId] as const;

/** Every step of the review so far, newest first. */
export function useReviews(imageId: string) {
  return useQuery({
    queryKey: reviewsKey(imageId),
    queryFn: async () => {
      const params = { path: pathOf(imageId) };
      return (await unwrap(api.GET('/api/v1/images/{image_id}/annotation/reviews', { params })))
        .items;
    },
  });
}

export function useReview(imageId: string) {
  const client = useQueryClient();
  return useMutation({
    onSuccess: () => client.invalidateQueries({ queryKey: reviewsKey(imageId) }),
    mutationFn: (body: { action: ReviewAction; note: string | null }) => {
      const params = { path: pathOf(imageId) };
      return unwrap(api.POST('/api/v1/images/{image_id}/annotation/review', { params, body }));
    },
  });
}

/** Cells of the annotation that look like one of them, the most similar first. */
export function useSimilar(imageId: string, cellId: string | null, reading?: string) {
  return useQuery({
    queryKey: ['similar-cells', reading ?? imageId, cellId],
    queryFn: async () => {
      const params = { path: pathOf(imageId), query: { reading } };
      const body = { cell_id: cellId ?? '', limit: 1000 };
      return (
        await unwrap(api.POST('/api/v1/images/{image_id}/annotation/similar', { params, body }))
      ).items;
    },
    enabled: cellId !== null,
  });
}

const STAY_MS = 20_000;

/** Says that this picture is open here, and tells who else has it open. */
export function usePresence(imageId: string) {
  return useQuery({
    queryKey: ['presence', imageId],
    queryFn: async () => {
      const params = { path: pathOf(imageId) };
      await done(api.PUT('/api/v1/images/{image_id}/annotation/presence', { params }));
      return (await unwrap(api.GET('/api/v1/images/{image_id}/annotation/presence', { params })))
        .items;
    },
    refetchInterval: STAY_MS,
  });
}
