//! Amounts of money as people read them.

/// `42000` as `42.000`.
pub fn dong(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::dong;

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(
            [dong(0), dong(999), dong(42_000), dong(1_234_567)],
            ["0", "999", "42.000", "1.234.567"]
        );
    }
}
