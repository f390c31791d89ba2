import { Injectable } from '@nestjs/common';
import type { Arrival, Reply, Tap, TapOf } from '../messaging/index.js';
import { OnPostback, OnTap } from '../postback/index.js';
import { Goals, OnReferral } from '../referral/index.js';
import { Carts } from './cart.service.js';
import { Catalogue } from './catalogue.service.js';
import {
  AddToCart,
  BrowseProducts,
  EmptyCart,
  ViewCart,
  ViewProduct,
} from './products.payloads.js';
import {
  cartContents,
  noSuchProduct,
  notEnough,
  productDetails,
  productList,
} from './products.replies.js';

/** As many as a carousel shows. */
const LISTED_MAX = 10;

/** The catalogue and the cart. */
@Injectable()
export class ProductsHandlers {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly carts: Carts,
    private readonly goals: Goals,
  ) {}

  @OnTap(BrowseProducts)
  async browse(): Promise<Reply> {
    return productList(await this.catalogue.first(LISTED_MAX));
  }

  @OnPostback(ViewProduct)
  async view(tap: TapOf<typeof ViewProduct>): Promise<Reply> {
    const product = await this.catalogue.find(tap.params.productId);
    return product ? productDetails(product) : noSuchProduct();
  }

  /** People who come by a link that promises a product see it before anything else. */
  @OnReferral({ ref: 'PRODUCT_{productId}' })
  async arrive(arrival: Arrival<{ productId: string }>): Promise<Reply | undefined> {
    const product = await this.catalogue.find(arrival.params.productId);
    return product ? productDetails(product) : undefined;
  }

  @OnTap(AddToCart)
  async add(tap: TapOf<typeof AddToCart>): Promise<Reply> {
    const product = await this.catalogue.find(tap.data.productId);
    if (!product) return noSuchProduct();
    const { key: tapKey, userId } = tap;
    const added = await this.carts.add({ tapKey, userId, product, quantity: tap.data.qty });
    if (!added) return notEnough(product);
    await this.goals.reach(tap, 'cart');
    return cartContents(await this.carts.linesOf(userId));
  }

  @OnTap(ViewCart)
  async viewCart(tap: Tap): Promise<Reply> {
    return cartContents(await this.carts.linesOf(tap.userId));
  }

  @OnTap(EmptyCart)
  async emptyCart(tap: Tap): Promise<Reply> {
    await this.carts.empty(tap.userId);
    return cartContents([]);
  }
}
