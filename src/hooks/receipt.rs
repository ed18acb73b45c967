//! The photo of a receipt, made small: turned as it was taken, at most 1,000 pixels long, without what else the
//! camera wrote into it. Not here: where it is kept.

use gloo_utils::{document, window};
use jipan_app::Event;
use jipan_app::event::BudgetEvent;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};
use yew::Callback;

use crate::shell::{js, task};

/// The longer side of a photo that is kept, in pixels.
const SIDE_MAX: u32 = 1_000;
/// The most that a photo may weigh, in bytes.
const BYTES_MAX: u32 = 150_000;
/// How good it is tried to be, the best first. Of the last the size does not matter.
const QUALITIES: [f64; 4] = [0.8, 0.6, 0.4, 0.2];

/// Makes a photo small and tells it.
pub fn take_receipt(file: File, on_event: Callback<Event>) {
    task::spawn(async move {
        let bytes = small(&file).await.unwrap_or_else(|thrown| {
            let words = js::words(&thrown);
            crate::log::error(format_args!("the photo could not be read: {words}"));
            // No bytes are no picture, and that is said.
            Vec::new()
        });
        on_event.emit(Event::Budget(BudgetEvent::ReceiptTaken(bytes)));
    });
}

/// The sides of a picture that is no longer than it may be.
fn sides(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    let by = SIDE_MAX.min(longest);
    let side =
        |it: u32| u32::try_from(u64::from(it) * u64::from(by) / u64::from(longest)).unwrap_or(by);
    (side(width).max(1), side(height).max(1))
}

/// The photo as a JPEG that is small enough.
async fn small(file: &File) -> Result<Vec<u8>, JsValue> {
    let bitmap: ImageBitmap =
        JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?.dyn_into()?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    let (width, height) = sides(bitmap.width(), bitmap.height());
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(
        &bitmap,
        0.0,
        0.0,
        f64::from(width),
        f64::from(height),
    )?;
    bitmap.close();
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        let buffer: ArrayBuffer =
            JsFuture::from(blob_of(&canvas, quality).await?.array_buffer()).await?.dyn_into()?;
        bytes = Uint8Array::new(&buffer).to_vec();
        if buffer.byte_length() <= BYTES_MAX {
            break;
        }
    }
    Ok(bytes)
}

/// What is on the canvas as a JPEG.
async fn blob_of(canvas: &HtmlCanvasElement, quality: f64) -> Result<Blob, JsValue> {
    let mut thrown = None;
    let promise = Promise::new(&mut |done, _failed| {
        let made = Closure::once_into_js(move |blob: JsValue| {
            if done.call1(&JsValue::NULL, &blob).is_err() {
                crate::log::error(format_args!("the photo could not be handed on"));
            }
        });
        let asked = canvas.to_blob_with_type_and_encoder_options(
            made.unchecked_ref(),
            "image/jpeg",
            &JsValue::from_f64(quality),
        );
        thrown = asked.err();
    });
    match thrown {
        Some(thrown) => Err(thrown),
        None => JsFuture::from(promise).await?.dyn_into(),
    }
}

#[cfg(test)]
mod tests {
    use super::sides;

    #[test]
    fn the_longer_side_is_a_thousand_pixels_at_most_and_nothing_is_made_larger() {
        assert_eq!(sides(4_000, 3_000), (1_000, 750));
        assert_eq!(sides(3_000, 4_000), (750, 1_000));
        assert_eq!(sides(640, 480), (640, 480));
        assert_eq!(sides(9_000, 1), (1_000, 1));
    }
}
