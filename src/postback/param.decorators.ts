import {
  type ArgumentMetadata,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type PipeTransform,
} from '@nestjs/common';
import type { Referral as MetaReferral, Tap } from '../messaging/index.js';
import { validateData } from './tap-data.js';

const pick = <T>(
  read: (tap: Tap, name: string) => T,
): ((name: string, context: ExecutionContext) => T) => {
  return (name, context) => read(context.getArgByIndex<Tap>(0), name);
};

/** The whole tap (or event), where other parameters are picked out of it too. */
export const CurrentTap = createParamDecorator<string>(pick((tap) => tap));

/** The person's page-scoped id. */
export const Psid = createParamDecorator<string>(pick((tap): string => tap.userId));

/** The payload as it was sent. */
export const Payload = createParamDecorator<string>(pick((tap): string => tap.payload));

/** What stood in the place of `{name}`: `@PayloadParam('productId') id: string`. `undefined` when the pattern has no such place. */
export const PayloadParam = createParamDecorator<string>(
  pick((tap, name): string | number | undefined => tap.params[name]),
);

/** How the person arrived; `null` when the tap carries no referral: `@Referral() referral: Referral | null`. */
export type Referral = MetaReferral;
export const Referral = createParamDecorator<string>(
  pick((tap): MetaReferral | null => tap.referral),
);

/** Validates against the class of the parameter, as Nest's own `@Body()` does with a ValidationPipe. */
@Injectable()
class DataPipe implements PipeTransform {
  transform(data: unknown, { metatype }: ArgumentMetadata): Promise<unknown> {
    return isDto(metatype)
      ? validateData({ kind: 'class', type: metatype }, data)
      : Promise.resolve(data);
  }
}

const Data = createParamDecorator<string>(pick((tap): unknown => tap.data));

/** The data of a JSON payload, validated when the parameter's type is a class: `@PayloadData() item: AddToCartDto`. */
export function PayloadData(): ParameterDecorator {
  return Data(new DataPipe());
}

const BUILT_IN: ReadonlySet<unknown> = new Set([
  Object,
  String,
  Number,
  Boolean,
  Array,
  Promise,
  Map,
  Set,
]);

function isDto(metatype: ArgumentMetadata['metatype']): metatype is new () => object {
  return metatype !== undefined && !BUILT_IN.has(metatype);
}
