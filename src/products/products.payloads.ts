import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { payload } from '../messaging/index.js';

/** What a button puts into the cart. Fields that come later need a default: old buttons stay in chats for ever. */
export class AddToCartDto {
  @IsString()
  @MaxLength(100)
  readonly productId!: string;

  // Not @IsOptional(): that would let null through, past the default.
  @IsInt()
  @Min(1)
  @Max(99)
  readonly qty: number = 1;
}

export const BrowseProducts = payload('PRODUCTS_BROWSE');
export const ViewProduct = payload('PRODUCT_VIEW_{productId}');
export const AddToCart = payload('ADD_TO_CART', AddToCartDto);
export const ViewCart = payload('CART_VIEW');
export const EmptyCart = payload('CART_EMPTY');
