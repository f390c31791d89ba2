import { IsUUID, Matches } from 'class-validator';

/** The id of a reply, in the path. */
export class ReplyParams {
  @IsUUID()
  readonly id: string = '';
}

/** The id of a page, in the path. */
export class PageParams {
  @Matches(/^\w{1,64}$/, { message: 'pageId must be the id of a page' })
  readonly pageId: string = '';
}
