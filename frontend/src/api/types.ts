import type { components } from './schema';

type Schemas = components['schemas'];

export type User = Schemas['UserRead'];
export type ApiKey = Schemas['KeyRead'];
export type Project = Schemas['ProjectRead'];
export type Group = Schemas['GroupRead'];
export type Picture = Schemas['ImageRead'];
export type UploadItem = Schemas['UploadResult']['items'][number];
export type Problem = Schemas['Problem'];
export type Job = Schemas['JobOut'];
export type JobState = Job['state'];
export type CellClass = Schemas['ClassOut'];
export type Prediction = Schemas['PredictionOut'];
export type PredictionSummary = Schemas['PredictionSummary'];
export type PredictionPicture = Schemas['PictureResult'];
export type PredictionWarning = Schemas['WarningOut'];
export type Cell = Schemas['CellOut'];
export type Model = Schemas['ModelOut'];
export type ModelVersion = Schemas['VersionOut'];
export type Annotation = Schemas['AnnotationOut'];
export type Reading = Schemas['ReadingOut'];
export type Disagreements = Schemas['DisagreementsOut'];
export type Disagreement = Disagreements['items'][number];
export type Decision = Schemas['DecisionIn'];
export type Side = Schemas['SourceReading'];
export type Member = Schemas['MemberRead'];
export type Role = Member['role'];
export type AnnotationRevision = Schemas['RevisionOut'];
export type Statistics = Schemas['StatisticsOut'];
export type PictureStatistics = Statistics['images'][number];
export type GroupStatistics = Statistics['groups'][number];
export type Comparison = Statistics['tests'][number];
export type Figure = Schemas['FigureOut'];
export type Differences = Schemas['DifferencesOut'];
export type PictureDifferences = Differences['images'][number];
export type Tally = Differences['total'];
export type Description = GroupStatistics['metrics'][string];
export type ModelDetail = Schemas['ModelDetail'];
export type LabelNextItem = Schemas['LabelNext'];
export type CellToCheck = Schemas['CellToCheck'];
export type Labelled = Schemas['AnnotationSummary'];
type Parameters = Schemas['Parameters'];
/** What is left out of the networks' own parameters is left to the service's defaults. */
export type TrainingRequest = Omit<Schemas['TrainingRequest'], 'parameters'> & {
  parameters?: { [Unit in keyof Parameters]?: Partial<Parameters[Unit]> };
};
export type TrainingCheck = Schemas['TrainingCheck'];
export type TrainingSummary = Schemas['TrainingSummary'];
export type Training = Schemas['TrainingOut'];
export type ComparisonTable = Schemas['cellscanner_gateway__comparisons__schemas__ComparisonOut'];
export type ComparisonRow = Schemas['ComparisonRow'];
export type ComparisonSummary = Schemas['ComparisonSummary'];
export type ComparisonRequest = Omit<Schemas['ComparisonRequest'], 'training'> & {
  training: TrainingRequest;
};
export type TrainingComparison = NonNullable<Training['comparison']>;
export type HeldOutPicture = Schemas['HeldOutPicture'];
