import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';
import type { Annotation, Decision, Disagreements } from '../types';
import { annotationKey, type Beginning, loadAnnotation } from './annotations';

const readingsKey = (imageId: string) => ['readings', imageId] as const;

/** Who has read a picture, and how far they are. */
export function useReadings(imageId: string) {
  return useQuery({
    queryKey: readingsKey(imageId),
    queryFn: async () => {
      const params = { path: { image_id: imageId } };
      return (await unwrap(api.GET('/api/v1/images/{image_id}/readings', { params }))).items;
    },
  });
}

/** Who has read which picture of a project. */
export function useProjectReadings(projectId: string) {
  return useQuery({
    queryKey: ['project-readings', projectId],
    queryFn: async () => {
      const params = { path: { project_id: projectId } };
      return (await unwrap(api.GET('/api/v1/projects/{project_id}/readings', { params }))).items;
    },
  });
}

/**
 * Lists of readings are asked for anew: of the picture, and of its project. Nobody waits for them: what began the change
 * may be gone from the page once they are there, and has somewhere to go first.
 */
function useReadingsChange(imageId: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: readingsKey(imageId) });
    void client.invalidateQueries({ queryKey: ['project-readings'] });
    client.removeQueries({ queryKey: annotationKey(imageId) });
  };
}

export function useBeginReading(imageId: string) {
  return useMutation({
    mutationFn: (body: Beginning) => {
      const params = { path: { image_id: imageId } };
      return unwrap(api.POST('/api/v1/images/{image_id}/readings', { params, body }));
    },
    onSuccess: useReadingsChange(imageId),
  });
}

export function useHandIn(imageId: string) {
  return useMutation({
    mutationFn: (reading: string) => {
      const params = { path: { image_id: imageId, reading_id: reading } };
      return unwrap(
        api.POST('/api/v1/images/{image_id}/readings/{reading_id}/hand-in', { params }),
      );
    },
    onSuccess: useReadingsChange(imageId),
  });
}

export function useDeleteReading(imageId: string) {
  return useMutation({
    mutationFn: (reading: string) => {
      const params = { path: { image_id: imageId, reading_id: reading } };
      return done(api.DELETE('/api/v1/images/{image_id}/readings/{reading_id}', { params }));
    },
    onSuccess: useReadingsChange(imageId),
  });
}

/** The two that are held against each other; without one, the picture's own labels. */
export interface Sides {
  first?: string | undefined;
  second?: string | undefined;
}

export function useDisagreements(imageId: string, sides: Sides) {
  return useQuery({
    queryKey: ['disagreements', imageId, sides.first, sides.second],
    queryFn: () => {
      const params = { path: { image_id: imageId }, query: { ...sides } };
      const found = unwrap(api.GET('/api/v1/images/{image_id}/disagreements', { params }));
      // The client forgets how many parts a pair has.
      return found as Promise<Disagreements>;
    },
    // Read once: what is being decided must not change under a reviewer's hands.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export interface Adjudication extends Sides {
  decisions: Decision[];
}

/** Makes the picture's labels of two readings, on top of what they are at this moment. */
export function useAdjudicate(imageId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ first, second, decisions }: Adjudication): Promise<Annotation> => {
      const { revision } = await loadAnnotation(imageId);
      const params = {
        path: { image_id: imageId },
        header: { 'if-match': `"${revision}"` },
      };
      const body = { first: first ?? null, second: second ?? null, decisions };
      const made = await unwrap(
        api.POST('/api/v1/images/{image_id}/adjudication', { params, body }),
      );
      return made as Annotation;
    },
    onSuccess: () => {
      client.removeQueries({ queryKey: annotationKey(imageId) });
      void client.invalidateQueries({ queryKey: ['labelled'] });
    },
  });
}
