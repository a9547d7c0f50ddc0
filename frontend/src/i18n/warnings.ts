/** What every warning says, by its code; names in braces are the values that it carries. The service's own words are the same. */
export const warningsEn = {
  'no-scale':
    'The picture’s scale is not known; it was recognised as it is. Set its micrometres per pixel to be sure.',
  'model-without-scale': 'The model has no scale of its own; the picture was recognised as it is.',
  'scale-implausible':
    'A scale of {{picture}} micrometres a pixel does not suit the model’s {{model}}; it was ignored.',
  'scale-far':
    'A pixel of the picture is {{picture}} micrometres, one of the model’s {{model}}: it was enlarged {{times}} times, which adds no detail, and cells are missed.',
  'area-smaller':
    '{{percent}} % of the picture were analysed, {{megapixels}} megapixels; the rest is empty or failed.',
  blur: 'The picture is blurred: its edges are {{percent}} % of a cell wide, sharp ones at most {{limit}} %. Cells are missed.',
  'out-of-domain':
    '{{unlike}} of {{looked}} cells looked at are unlike those the model was trained on: check the count by eye.',
  'low-confidence':
    '{{doubtful}} of {{cells}} cells ({{percent}} %) score below {{score}}: the count hangs on the confidence.',
  'near-duplicate':
    'Nearly the same picture as {{filename}}; {{pictures}} pictures of the project are nearly the same. What is there twice counts twice in sums and tests.',
  'tile-failed':
    '{{failed}} of {{tiles}} tiles could not be recognised; {{megapixels}} megapixels are missing from the counts.',
  'seam-merged': 'Cells seen by two neighbouring tiles, each counted once: {{cells}}.',
  'first-page-only': 'The file has {{pages}} pages; only the first was recognised.',
  'image-failed': '{{filename}}: {{reason}}',
  'converted-16-bit':
    'The picture has more than 8 bits a channel and was converted to 8 bits by one fixed rule.',
  'converted-32-bit':
    'The picture has more than 16 bits a channel and was converted to 8 bits by one fixed rule.',
  'converted-float': 'The picture holds fractions and was converted to 8 bits by one fixed rule.',
  'converted-cmyk': 'The picture is in CMYK colours and was converted to RGB.',
  'alpha-removed': 'The picture has transparent parts, which were laid on white.',
  'palette-expanded': 'The picture has a colour palette and was converted to RGB.',
  'exif-rotated':
    'The picture was turned as its camera recorded; coordinates are those of the turned picture.',
  'grey-expanded': 'The picture is grey and was given to the model as RGB.',
  'not-corrected': '{{filename}} was not corrected; the predicted cells are counted.',
  'pictures-not-independent':
    'Pictures of one specimen are not independent: name each picture’s specimen, or read p with care.',
  'pictures-without-result':
    'Pictures without a result, which are in no number: {{without}} of {{pictures}}.',
} as const;

export const warningsZh = {
  'no-scale': '图片的比例尺未知，已按原样识别。请设置每像素的微米数以确保准确。',
  'model-without-scale': '模型本身没有比例尺，图片已按原样识别。',
  'scale-implausible': '每像素 {{picture}} 微米的比例尺与模型的 {{model}} 微米不相称，已被忽略。',
  'scale-far':
    '图片每像素 {{picture}} 微米，模型为 {{model}} 微米：图片已放大 {{times}} 倍，但细节并未增加，会漏计细胞。',
  'area-smaller':
    '只分析了图片的 {{percent}} %（{{megapixels}} 百万像素），其余部分为空白或识别失败。',
  blur: '图片模糊：边缘宽度为细胞边长的 {{percent}} %，清晰图片至多 {{limit}} %，会漏计细胞。',
  'out-of-domain':
    '抽查的 {{looked}} 个细胞中有 {{unlike}} 个与模型训练所用的细胞不相似，请人工核对计数。',
  'low-confidence':
    '{{cells}} 个细胞中有 {{doubtful}} 个（{{percent}} %）得分低于 {{score}}：计数取决于所选的置信度。',
  'near-duplicate':
    '与 {{filename}} 几乎相同；项目中有 {{pictures}} 张图片几乎相同。重复的图片会在总数和检验中重复计入。',
  'tile-failed': '{{tiles}} 块瓦片中有 {{failed}} 块无法识别，计数中缺少 {{megapixels}} 百万像素。',
  'seam-merged': '相邻两块瓦片都看到的 {{cells}} 个细胞只计一次。',
  'first-page-only': '文件有 {{pages}} 页，只识别了第一页。',
  'image-failed': '{{filename}}：{{reason}}',
  'converted-16-bit': '图片每通道超过 8 位，已按固定规则转换为 8 位。',
  'converted-32-bit': '图片每通道超过 16 位，已按固定规则转换为 8 位。',
  'converted-float': '图片的像素值为小数，已按固定规则转换为 8 位。',
  'converted-cmyk': '图片为 CMYK 颜色，已转换为 RGB。',
  'alpha-removed': '图片有透明部分，已置于白色背景上。',
  'palette-expanded': '图片使用调色板，已转换为 RGB。',
  'exif-rotated': '图片已按相机记录的方向旋转，坐标为旋转后图片的坐标。',
  'grey-expanded': '图片为灰度图，已作为 RGB 交给模型。',
  'not-corrected': '{{filename}} 未经更正，计入的是预测的细胞。',
  'pictures-not-independent': '同一样本的图片并不独立：请为每张图片注明样本，否则请谨慎解读 p 值。',
  'pictures-without-result': '{{pictures}} 张图片中有 {{without}} 张没有结果，不计入任何数值。',
} satisfies Record<keyof typeof warningsEn, string>;

/** What each warning is called, as its page is titled. */
export const warningNamesEn = {
  'no-scale': 'The picture’s scale is not known',
  'model-without-scale': 'The model has no scale of its own',
  'scale-implausible': 'The stated scale does not suit the model',
  'scale-far': 'The picture is much coarser than the model',
  'area-smaller': 'Less than the whole picture was analysed',
  blur: 'The picture is blurred',
  'out-of-domain': 'The cells look unlike those the model was trained on',
  'low-confidence': 'Many cells have a low score',
  'near-duplicate': 'Nearly the same picture is there more than once',
  'tile-failed': 'A part of the picture could not be recognised',
  'seam-merged': 'Cells on seams were counted once',
  'first-page-only': 'Only the first page was recognised',
  'image-failed': 'A picture could not be recognised',
  'converted-16-bit': 'The picture has more than 8 bits a channel',
  'converted-32-bit': 'The picture has more than 16 bits a channel',
  'converted-float': 'The picture holds fractions',
  'converted-cmyk': 'The picture is in CMYK colours',
  'alpha-removed': 'The picture has transparent parts',
  'palette-expanded': 'The picture has a colour palette',
  'exif-rotated': 'The picture was turned as its camera recorded',
  'grey-expanded': 'The picture is grey',
  'not-corrected': 'This picture was not corrected',
  'pictures-not-independent': 'Pictures of one specimen are not independent',
  'pictures-without-result': 'Some pictures have no result',
} as const;

export const warningNamesZh = {
  'no-scale': '图片的比例尺未知',
  'model-without-scale': '模型没有自己的比例尺',
  'scale-implausible': '所标比例尺与模型不相称',
  'scale-far': '图片远比模型粗略',
  'area-smaller': '只分析了图片的一部分',
  blur: '图片模糊',
  'out-of-domain': '细胞与模型训练所用的细胞不相似',
  'low-confidence': '许多细胞得分较低',
  'near-duplicate': '几乎相同的图片不止一张',
  'tile-failed': '图片的一部分无法识别',
  'seam-merged': '接缝处的细胞只计一次',
  'first-page-only': '只识别了第一页',
  'image-failed': '图片无法识别',
  'converted-16-bit': '图片每通道超过 8 位',
  'converted-32-bit': '图片每通道超过 16 位',
  'converted-float': '图片的像素值为小数',
  'converted-cmyk': '图片为 CMYK 颜色',
  'alpha-removed': '图片有透明部分',
  'palette-expanded': '图片使用调色板',
  'exif-rotated': '图片已按相机记录的方向旋转',
  'grey-expanded': '图片为灰度图',
  'not-corrected': '这张图片没有更正过',
  'pictures-not-independent': '同一样本的图片并不独立',
  'pictures-without-result': '部分图片没有结果',
} as const;
