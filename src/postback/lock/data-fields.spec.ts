import { describe, expect, it } from '@jest/globals';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength } from 'class-validator';
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
      'from?': ['isIn(["web","chat"])'],
      'letter?': ['matches(/^[A-Z]$/)'],
      'percent?': ['isInt', 'max(90)'],
    });
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
