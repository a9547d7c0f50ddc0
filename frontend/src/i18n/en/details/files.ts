/** What is said of pictures and uploads. */
export const files = {
  'content-unknown': 'The content is not that of any picture or slide that can be read.',
  'dicom-without-slide':
    'The DICOM file holds no whole slide that can be read. Export the picture as TIFF or PNG.',
  'field-too-long': 'The field {{field}} is too long.',
  'fields-not-valid': 'Not valid: {{fields}}.',
  'file-is-animation':
    'The file is an animation. Save the one picture to be counted as PNG or TIFF.',
  'file-is-archive': 'The file is a compressed archive, not a picture. Unpack it first.',
  'file-is-hdf5': 'The file is an HDF5 container, not a picture.',
  'file-is-pdf': 'The file is a PDF document, not a picture.',
  'file-is-svg': 'The file is an SVG drawing, not a picture of pixels.',
  'file-is-text': 'The file holds text, not a picture.',
  'file-is-web-page':
    'The file is a web page, not a picture; perhaps a download was answered with an error page.',
  'file-is-zip': 'The file is a ZIP archive or an office document, not a picture. Unpack it first.',
  'file-of-too-many-pages': 'The file has {{pages}} pages; at most {{limit}} can be read.',
  'file-too-large': 'One file may have {{limit_mb}} MB.',
  'file-without-picture': 'The file holds no page that is a picture.',
  'files-in-field': 'Send files in the field {{field}}.',
  'gif-unsupported':
    'GIF pictures are not supported: they hold only 256 colours. Save the picture as PNG or TIFF.',
  'heic-unsupported':
    'HEIC, AVIF and video files are not supported. Save the picture as PNG or TIFF.',
  'jpeg-2000-unsupported': 'JPEG 2000 pictures are not supported. Save the picture as TIFF or PNG.',
  'microscope-file':
    'Files of the {{maker}} software ({{suffix}}) are not supported. Export the picture there, or with Fiji, as TIFF, which keeps its scale.',
  'mirax-unsupported':
    'A MIRAX slide is a folder of many files; convert it to a single-file slide first.',
  'multipart-boundary': 'The boundary of the multipart body is not valid.',
  'multipart-cut': 'The multipart body ends too early.',
  'multipart-damaged': 'The multipart body is damaged.',
  'no-files-sent': 'Send at least one file in the field files.',
  'no-such-picture': 'There is no such picture.',
  'no-such-tile': 'The picture has no such tile.',
  'not-multipart': 'Send the files as multipart/form-data.',
  'other-pixels-than-promised': 'The file promises {{width}} x {{height}} pixels and holds others.',
  'photoshop-unsupported': 'Photoshop files are not supported. Save the picture as TIFF or PNG.',
  'picture-bomb':
    'The file of {{packed_mb}} MB would unpack to {{unpacked_mb}} MB, {{times}} times its size; a microscope picture never does.',
  'picture-empty': 'The file holds no bytes; perhaps the copy was interrupted.',
  'picture-no-such-page': 'The file has {{pages}} pages, page {{page}} was asked for.',
  'picture-without-pixels': 'The picture says it is {{width}} x {{height}} pixels.',
  'slide-compression': 'The slide is compressed in a way that cannot be read.',
  'slide-has-one-page': 'A slide has one page, page {{page}} was asked for.',
  'slide-in-name-only': 'The file is named like a slide, but its content is not that of any slide.',
  'slide-pixels-unreadable': 'The slide opens, but its pixels cannot be read; the file is damaged.',
  'tiff-channels':
    'The TIFF has {{channels}} channels of the kind {{kind}}. Save those to be counted as one RGB or grey picture.',
  'tiff-compression': 'The TIFF uses compression {{compression}}, which cannot be read.',
  'tiff-cut': 'The file ends before the pixels it promises.',
  'request-of-too-many-pages':
    'The files of one request may have {{limit}} pages in all; send this one in a request of its own.',
  'tiff-volumes': 'The file holds volumes. Save the one plane to be counted as a picture.',
  'too-many-fields': 'Too many fields.',
  'too-many-files': 'One request may carry {{limit}} files.',
  'too-many-pages': 'The file has {{pages}} pages; {{limit}} are allowed.',
  'too-many-pixels':
    'The picture has {{width}} x {{height}} pixels ({{megapixels}} megapixels); at most {{limit_megapixels}} megapixels can be read at once.',
  'upload-of-many-too-large':
    'One request may carry {{limit_mb}} MB. Send the files in several requests.',
} as const;
