/** Files on their way in: the address that takes one, what came there, and its way into the locked bucket. */
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { endings, type MediaType } from '../../shared/domain/document-text.ts';
import type { StoredFile } from '../../shared/projection/row.ts';
import { contentTypeOf, dispositionOf } from './disposition.ts';
import type { FileStore } from './file-client.ts';
import { storedKey } from './stored-text.ts';

/** Which file: of a document, in a language, by the hash of its bytes. */
export type UploadPlace = { readonly document: string; readonly language: string; readonly sha256: string };

/** What is going to be sent, as its sender says. */
export type Announced = UploadPlace & { readonly mediaType: MediaType; readonly bytes: number };

/** Where to send a file by PUT, and with which headers. */
export type UploadAddress = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** A file that came. `read` gives its bytes, or a part of them with both ends included; `tag` tells it from any other. */
export type Uploaded = UploadPlace & {
  readonly mediaType: MediaType | undefined;
  readonly bytes: number;
  readonly tag: string;
  read(part?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array>>;
};

/** Texts as the staff door handles them. Seconds are those for which an address is good. */
export type TextStore = {
  uploadAddress(announced: Announced, seconds: number, now: Date): Promise<UploadAddress>;
  uploaded(place: UploadPlace): Promise<Uploaded | undefined>;
  /** Keeps a file that was found to be right; one that is another by now throws. */
  keep(upload: Uploaded, mediaType: MediaType): Promise<void>;
  drop(place: UploadPlace): Promise<void>;
  downloadAddress(file: StoredFile, seconds: number, now: Date): Promise<string>;
};

const uploadKey = ({ document, language, sha256 }: UploadPlace): string => `${document}/${language}/${sha256}`;
const isMediaType = (text: string | undefined): text is MediaType => text !== undefined && Object.hasOwn(endings, text);
const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

// A header that is not signed, or stands in the address, would bind nobody.
const bound = ['host', 'content-type', 'content-length', 'x-amz-checksum-sha256'];

/** The texts of a store. */
export const textStore = ({ client, buckets }: FileStore<'quarantine' | 'locked'>): TextStore => ({
  uploadAddress: async ({ mediaType, bytes, ...place }, expiresIn, signingDate) => {
    const checksum = base64(place.sha256);
    const command = new PutObjectCommand({
      Bucket: buckets.quarantine,
      Key: uploadKey(place),
      ContentType: mediaType,
      ContentLength: bytes,
      ChecksumSHA256: checksum,
    });
    const url = await getSignedUrl(client, command, {
      expiresIn,
      signingDate,
      signableHeaders: new Set(bound),
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    return { url, headers: { 'content-type': mediaType, 'x-amz-checksum-sha256': checksum } };
  },
  uploaded: async (place) => {
    const asked = { Bucket: buckets.quarantine, Key: uploadKey(place) };
    try {
      const { ContentLength = 0, ContentType, ETag = '' } = await client.send(new HeadObjectCommand(asked));
      return {
        ...place,
        mediaType: isMediaType(ContentType) ? ContentType : undefined,
        bytes: ContentLength,
        tag: ETag,
        read: async (part) => {
          const Range = part && `bytes=${part.start}-${part.end}`;
          const { Body } = await client.send(new GetObjectCommand({ ...asked, IfMatch: ETag, Range }));
          if (!Body) throw new Error('an upload was answered without bytes');
          return Body.transformToWebStream();
        },
      };
    } catch (error) {
      if (error instanceof NotFound || error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
  keep: async ({ tag, ...place }, mediaType) => {
    await client.send(
      new CopyObjectCommand({
        Bucket: buckets.locked,
        Key: storedKey(place),
        CopySource: `${buckets.quarantine}/${encodeURI(uploadKey(place))}`,
        CopySourceIfMatch: tag,
        MetadataDirective: 'REPLACE',
        ContentType: mediaType,
        ChecksumAlgorithm: 'SHA256',
      }),
    );
  },
  drop: async (place) => {
    await client.send(new DeleteObjectCommand({ Bucket: buckets.quarantine, Key: uploadKey(place) }));
  },
  downloadAddress: (file, expiresIn, signingDate) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: buckets.locked,
        Key: storedKey(file),
        ResponseContentType: contentTypeOf(file),
        ResponseContentDisposition: dispositionOf(file),
        ResponseCacheControl: 'private, no-store',
      }),
      { expiresIn, signingDate },
    ),
});
