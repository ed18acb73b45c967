//! Where the marks of a chart stand, in whole pixels. Not here: words, colours.

/// A scale: from what is least to what is most, over so many pixels, the least at the foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    least: i128,
    most: i128,
    height: i128,
}

impl Scale {
    /// Over these numbers and 0.
    pub fn over(values: impl IntoIterator<Item = i64>, height: u16) -> Self {
        let (mut least, mut most) = (0_i128, 0_i128);
        for value in values {
            least = least.min(value.into());
            most = most.max(value.into());
        }
        Self { least, most: most.max(least + 1), height: height.into() }
    }

    /// How far below the top a number stands.
    pub fn y(self, value: i64) -> i64 {
        let value = i128::from(value).clamp(self.least, self.most);
        let below = (self.most - value) * self.height / (self.most - self.least);
        i64::try_from(below).unwrap_or_default()
    }

    /// Top and height of a bar from one number to another; what is little has a pixel.
    pub fn bar(self, from: i64, to: i64) -> (i64, i64) {
        let (one, other) = (self.y(from), self.y(to));
        (one.min(other), (one - other).abs().max(1))
    }
}

/// Points of a line, `x,y` each, from the left at steps of so many pixels.
pub fn points(values: &[i64], scale: Scale, (left, step): (i64, i64)) -> String {
    let points = (0..).zip(values).map(|(idx, value): (i64, &i64)| {
        let (x, y) = (left + idx * step, scale.y(*value));
        format!("{x},{y}")
    });
    points.collect::<Vec<_>>().join(" ")
}

/// The points of what is below such a line, down to 0.
pub fn area(values: &[i64], scale: Scale, (left, step): (i64, i64)) -> String {
    let foot = scale.y(0);
    let n = i64::try_from(values.len()).unwrap_or_default();
    let right = left + (n - 1).max(0) * step;
    let line = points(values, scale, (left, step));
    format!("{left},{foot} {line} {right},{foot}")
}

/// Bars of a waterfall: from where to where each reaches. A total begins at 0, a step where the last ended.
pub fn falls(steps: &[(bool, i64)]) -> Vec<(i64, i64)> {
    let mut level = 0_i64;
    let mut bars = Vec::with_capacity(steps.len());
    for (is_total, amount) in steps {
        let from = if *is_total { 0 } else { level };
        level = from.saturating_add(*amount);
        bars.push((from, level));
    }
    bars
}

/// A share of a width; of nothing it is nothing, and never more than all.
pub fn part(value: i64, of: i64, width: i64) -> i64 {
    if of <= 0 {
        return 0;
    }
    let width = i128::from(width);
    let part = i128::from(value.max(0)) * width / i128::from(of);
    i64::try_from(part.min(width)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_number_is_at_the_top_and_nothing_at_the_foot() {
        let scale = Scale::over([200, 50], 100);
        assert_eq!((scale.y(200), scale.y(0), scale.y(50)), (0, 100, 75));
        assert_eq!(scale.y(-7), 100, "what is beyond the scale stands at its edge");
    }

    #[test]
    fn negative_numbers_are_below_the_line_of_nothing() {
        let scale = Scale::over([100, -100], 200);
        assert_eq!((scale.y(100), scale.y(0), scale.y(-100)), (0, 100, 200));
        assert_eq!(scale.bar(0, -50), (100, 50));
        assert_eq!(scale.bar(0, 0), (100, 1));
    }

    #[test]
    fn a_scale_of_nothing_divides_by_nothing() {
        let scale = Scale::over([], 100);
        assert_eq!(scale.y(0), 100);
        assert_eq!(Scale::over([i64::MIN, i64::MAX], 100).y(i64::MAX), 0);
    }

    #[test]
    fn a_line_goes_from_left_to_right_and_its_area_down_to_nothing() {
        let scale = Scale::over([100], 100);
        assert_eq!(points(&[0, 50, 100], scale, (10, 20)), "10,100 30,50 50,0");
        assert_eq!(area(&[0, 50], scale, (10, 20)), "10,100 10,100 30,50 30,100");
        assert_eq!(area(&[], scale, (10, 20)), "10,100  10,100");
    }

    #[test]
    fn a_step_of_a_waterfall_begins_where_the_last_ended() {
        let steps = [(true, 1_000), (false, -600), (false, -250), (true, 150)];
        assert_eq!(falls(&steps), [(0, 1_000), (1_000, 400), (400, 150), (0, 150)]);
    }

    #[test]
    fn a_part_is_never_more_than_all() {
        assert_eq!(
            (part(1, 4, 100), part(9, 4, 100), part(1, 0, 100), part(-1, 4, 100)),
            (25, 100, 0, 0)
        );
    }
}
