import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
} from 'class-validator';
import type { StandardSchemaV1 } from '../../messaging/index.js';
import { fieldsOf } from './data-fields.js';

class CouponDto {
  @MaxLength(40)
  @IsString()
  readonly code!: string;

  @IsInt()
  @Max(90)
  readonly percent: number = 10;

  @IsOptional()
  @IsIn(['web', 'chat'])
  readonly from?: string;

  @Matches(/^[A-Z]$/)
  readonly letter: string = 'A';
}

const schema = (needed: readonly string[]): StandardSchemaV1 => ({
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: () => ({ issues: needed.map((name) => ({ message: 'is missing', path: [name] })) }),
  },
});

describe('the fields of data', () => {
  it('have the rules of their class, sorted; a ? marks those that buttons may lack', () => {
    expect(fieldsOf({ kind: 'class', type: CouponDto })).toEqual({
      code: ['isString', 'maxLength(40)'],
      'from?': ['isIn(["web","chat"])', 'isOptional'],
      'letter?': ['matches(/^[A-Z]$/)'],
      'percent?': ['isInt', 'max(90)'],
    });
  });

  it('of lists say so, and those of nested classes have their path', () => {
    class ItemDto {
      @IsInt({ each: true })
      readonly sizes!: number[];
    }
    class OrderDto {
      @ValidateNested({ each: true })
      @Type(() => ItemDto)
      readonly items!: ItemDto[];
    }
    expect(fieldsOf({ kind: 'class', type: OrderDto })).toEqual({
      'items?': ['each validateNested'],
      'items.sizes': ['each isInt'],
    });
  });

  it('with a condition say so', () => {
    class GiftDto {
      @ValidateIf(({ isGift }: { isGift?: boolean }) => isGift === true)
      @IsString()
      readonly note?: string;
    }
    expect(fieldsOf({ kind: 'class', type: GiftDto })).toEqual({
      'note?': ['isString', 'validateIf'],
    });
  });

  it('are needed where a validator stumbles over their absence', () => {
    @ValidatorConstraint()
    class BeginsWithX {
      validate(value: string): boolean {
        return value.startsWith('X');
      }
    }
    class CodeDto {
      @Validate(BeginsWithX)
      readonly code: string | undefined;
    }
    expect(Object.keys(fieldsOf({ kind: 'class', type: CodeDto }))).toEqual(['code']);
  });

  it('of a schema that throws are not known', () => {
    const validate = (value: unknown) => ({ value: (value as { list: string[] }).list.length });
    expect(
      fieldsOf({
        kind: 'schema',
        schema: { '~standard': { version: 1, vendor: 'test', validate } },
      }),
    ).toEqual({});
  });

  it('of a schema are those that it does not do without', () => {
    expect(fieldsOf({ kind: 'schema', schema: schema(['code', 'by']) })).toEqual({
      by: [],
      code: [],
    });
  });

  it('of a schema that answers later are not known', () => {
    const later = schema([]);
    const validate = () => Promise.reject(new Error('no network here'));
    expect(
      fieldsOf({ kind: 'schema', schema: { '~standard': { ...later['~standard'], validate } } }),
    ).toEqual({});
  });
});
