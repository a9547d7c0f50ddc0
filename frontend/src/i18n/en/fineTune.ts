/** Choosing and starting a fine-tuning. */
export const fineTune = {
  title: 'Fine-tune a model',
  pictures: 'Pictures',
  picturesHint:
    'All corrected pictures train together on the base model, so that repeating this never makes the model drift.',
  freshHint:
    'The version you go on with has learned from the earlier pictures; those corrected since are chosen.',
  chosen_one: '{{chosen}} of {{count}} labelled picture chosen',
  chosen_other: '{{chosen}} of {{count}} labelled pictures chosen',
  allLabelled: 'All labelled',
  onlyFresh: 'Only those corrected since the last training',
  none: 'None',
  fresh: 'new',
  labelHead: 'Labels',
  labelState: {
    draft: 'corrected',
    submitted: 'submitted',
    accepted: 'accepted',
    returned: 'returned',
  },
  model: 'Model',
  name: 'Name of your model',
  nameNew: 'A new model of yours. Small letters, digits, dots and dashes.',
  nameKnown: 'Your model of this name gets version {{version}}.',
  nameInvalid:
    'Use small letters, digits, dots, dashes and underscores; begin and end with a letter or digit.',
  base: 'Base model',
  baseHint: 'What your pictures are most like. Its champion version is taken.',
  start: 'Start from',
  startBase: 'Base model and all corrections (recommended)',
  startVersion: 'Version {{version}} of your model',
  startBaseHint:
    'Every training begins anew at the base model with all your corrections, so errors of earlier versions do not add up.',
  startVersionHint:
    'Goes on with this version and learns the chosen pictures on top. It may forget what it knew.',
  mode: 'How thoroughly',
  modes: { quick: 'Quick', full: 'Full' },
  modeHints: {
    quick:
      'Keeps how the base model finds cells, adjusts how sure it is, and learns your classes anew.',
    full: 'Learns finding and classifying from your pictures. Mends false and missing boxes, and is much slower.',
  },
  advice: {
    full: 'What you corrected in the chosen pictures: boxes (added, deleted or moved) {{boxes}}, classes {{classes}}. Full is for that: only it learns to find cells better.',
    quick:
      'What you corrected in the chosen pictures: boxes (added, deleted or moved) {{boxes}}, classes {{classes}}. Quick is enough for classes; only Full learns to find cells better.',
    classesAlone:
      'What you corrected in the chosen pictures: classes {{classes}}, no box. Quick is enough for that.',
    nothing: 'In the chosen pictures nothing was corrected: the labels are as predicted.',
  },
  modeLacks: 'Something is missing for it. Choose it to see what.',
  estimated: 'About {{time}} (minutes:seconds).',
  rough: 'A rough guess: no training of this kind has run here yet.',
  more: 'More settings',
  units: 'What is trained',
  unit: {
    'target-detection': 'Finding cells',
    'target-classification': 'Classifying cells',
    'he-detection': 'A new base: every cell in H&E tissue',
  },
  heHint:
    'Learns where cells are, whatever their labels call them, and makes a detector that other models can start from. It needs a base without classes and takes long.',
  size: 'Size of the detector',
  sizeBase: 'As the base has it',
  sizeHint: {
    base: 'A larger network may see more; it takes longer to train and to find cells with.',
    n: 'The smallest and fastest.',
    s: 'About 2.5 times as long as n, to train and to find cells with.',
    m: 'About 6 times as long as n, to train and to find cells with.',
    l: 'About 11 times as long as n, to train and to find cells with.',
    x: 'About 22 times as long as n, to train and to find cells with.',
    noCoco:
      'Of everyday objects there are weights of n alone. Choose random weights, or a base of this size.',
  },
  weights: 'First weights',
  weightsName: {
    package: 'Of the base',
    coco: 'Everyday objects (COCO)',
    random: 'Random',
  },
  weightsHint: {
    package: "Knows cells already. Its size is the base's.",
    coco: 'Knows objects, not cells: it needs many labels. The licence AGPL-3.0 comes with it.',
    random: 'Knows nothing: it needs the most labels and the longest training.',
  },
  augmentation: 'Changes of the pictures',
  augmentationHint: {
    none: 'Pictures are learned as they are.',
    light: 'Mirrored, turned by quarters, and a little other in size, light and stain.',
    strong:
      'More of each, and blur, noise, and mosaics of four pictures: for pictures of other days and microscopes.',
  },
  holdOut: 'Held out for the final test',
  holdOutHint:
    'Never trained on. Once a picture is held out for a model it always is, so that versions compare.',
  validation: 'Held out for calibration',
  validationHint: 'Decides when to stop and how sure a score is.',
  seed: 'Seed',
  seedHint: 'The same seed and data give the same split.',
  replay: 'Replay a project',
  replayHint:
    'Labelled pictures of another project to mix in, so that the model does not forget them. Optional.',
  replayNone: 'None',
  replayShare: 'Share of replay pictures',
  replayShareHint: 'How much of what is learned from comes from them.',
  checkTitle: 'Before you start',
  ready: 'Everything is there. The training can start.',
  missing: 'What is missing',
  class: 'Class',
  labels: 'Labelled cells',
  sides: {
    train: 'Pictures to train on',
    val: 'Pictures for calibration',
    test: 'Pictures held out',
  },
  fewHeldOut:
    'Old and new can be judged from six held-out pictures on. Choose more pictures if you want a verdict.',
  submit: 'Start training',
  nothing: 'No picture is corrected yet',
  nothingHint:
    'Open a picture, correct the cells the model got wrong, and come back: a handful of pictures is enough to begin.',
  toLabelNext: 'See which pictures to correct first',
  labelNext: 'What to label next',
  labelNextHint: 'Pictures whose correction teaches the model most. Open one to correct it.',
  labelNextEmpty: 'Nothing to suggest yet. Find cells in the pictures first.',
  cellIn: '{{name}} in {{filename}}',
  cellsNext: 'Cells to look at first',
  toSheet_one: 'Look at the {{number}} open cell on one page',
  toSheet_other: 'Look at all {{number}} open cells on one page, the most doubtful first',
  cellReason: {
    'small-margin': 'two classes fit almost as well ({{value}})',
    overruled: 'detector and classifier disagree',
    'low-score': 'it may be no cell ({{value}})',
  },
  reason: {
    'low-confidence': 'Cells the model is unsure of ({{value}})',
    overruled: 'Detector and classifier disagree ({{value}})',
    crowded: 'Cells crowd here ({{value}})',
    'not-corrected': 'Nobody has corrected it yet',
  },
  problem: {
    'no-pictures': 'Choose the pictures whose labels are to be learned from.',
    'picture-missing': 'A chosen picture is not there any more. Take it out of the choice.',
    'picture-unreadable':
      '{{filename}} cannot be read any more. Upload it again, or take it out of the choice.',
    'no-annotation':
      '{{filename}} has no labels yet. Correct a prediction of it, or take it out of the choice.',
    'nothing-checked':
      'In {{filename}} no region is marked as checked. Mark what is fully labelled, or submit the picture.',
    'empty-boxes':
      '{{filename}} has {{count}} boxes without an area. Delete them or draw them again.',
    'too-few-pictures':
      'There are {{pictures}} labelled pictures that differ from each other; {{wanted}} are needed. Label {{more}} more.',
    'too-few-labels':
      '{{labels}} cells of the class {{class}} are labelled in the pictures that train; {{wanted}} are needed. Label {{more}} more.',
    'no-cells':
      'A part of the split holds no labelled cell ({{split}}). Label more pictures that have cells.',
    'one-class':
      'All labels are of one class, {{class}}. A classifier needs two: give some cells another class, or train the detector alone.',
    'unknown-class':
      '{{labels}} cells are of the class {{class}}, which the result would not have. Give them another class, or train the classifier too.',
    'no-features':
      '{{model}} has no network whose features a quick training could use. Choose full, or another base.',
    'weights-do-not-fit':
      '{{model}} has no {{architecture}} weights for the {{unit}}. Choose another start.',
    'no-coco-weights':
      'There are COCO weights of yolov5nu alone, not of {{architecture}}. Choose random weights, or a base of this size.',
    'base-has-classes':
      '{{model}} tells classes apart. A detector of every cell needs a base without a classifier, as base/he-cells.',
    'other-classes':
      '{{model}} tells {{known}} apart, the result would have {{classes}}. Train the classifier too, or keep the classes.',
    'picture-too-large':
      'What is checked of {{filename}} is larger than {{megapixels}} megapixels. Mark smaller regions as checked.',
    'empty-replay':
      'The replay holds no labelled cell beside the chosen pictures and what looks like the hold-out. Choose other pictures for it, or train without.',
  },
  moreProblems_one: 'and {{count}} more picture like this',
  moreProblems_other: 'and {{count}} more pictures like this',
} as const;
