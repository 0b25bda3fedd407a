/** The deletion of many objects of a bucket, as few requests as there can be: taking back what was public may not wait. */
import { DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3';

/** S3 takes so many keys in a request. */
const mostKeys = 1000;

/** Deletes what is under some keys, if anything; done when none of it can be read any more. Throws where some of it still can. */
export const deleteObjects = async (client: S3Client, Bucket: string, keys: readonly string[]): Promise<void> => {
  for (let at = 0; at < keys.length; at += mostKeys) {
    const Objects = keys.slice(at, at + mostKeys).map((Key) => ({ Key }));
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors.length > 0) throw new Error(`${Errors.length} objects were not deleted: ${Errors[0]?.Code}`);
  }
};
