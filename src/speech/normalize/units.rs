//! Units of measure by their signs.

/// A unit: how one is said, and several.
pub(super) struct Unit {
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    /// Whether it may be a word, a letter or a place in a list by itself, so that it is a unit
    /// only where it touches the number or no word follows it.
    pub(super) unsure: bool,
}

const fn unit(one: &'static str, many: &'static str) -> Unit {
    Unit { one, many, unsure: false }
}

const fn unsure(one: &'static str, many: &'static str) -> Unit {
    Unit { one, many, unsure: true }
}

/// The unit of a sign (SI brochure; British National Formulary for those of doses).
pub(super) fn find(sign: &str) -> Option<Unit> {
    Some(match sign {
        "mg" => unit("milligram", "milligrams"),
        "mcg" | "µg" | "μg" | "ug" => unit("microgram", "micrograms"),
        "ng" => unit("nanogram", "nanograms"),
        "kg" | "kgs" => unit("kilogram", "kilograms"),
        "g" | "gm" => unsure("gram", "grams"),
        "ml" | "mL" | "mls" => unit("millilitre", "millilitres"),
        "cl" => unit("centilitre", "centilitres"),
        "dl" | "dL" => unit("decilitre", "decilitres"),
        "l" | "L" => unsure("litre", "litres"),
        "µl" | "μl" | "µL" | "μL" => unit("microlitre", "microlitres"),
        "nm" => unit("nanometre", "nanometres"),
        "µm" | "μm" => unit("micrometre", "micrometres"),
        "mm" => unit("millimetre", "millimetres"),
        "cm" | "cms" => unit("centimetre", "centimetres"),
        "m" => unsure("metre", "metres"),
        "km" => unit("kilometre", "kilometres"),
        "mmol" => unit("millimole", "millimoles"),
        "µmol" | "μmol" => unit("micromole", "micromoles"),
        "mol" => unit("mole", "moles"),
        "mmHg" => unit("millimetre of mercury", "millimetres of mercury"),
        "kcal" | "kcals" => unit("kilocalorie", "kilocalories"),
        "cal" | "cals" => unit("calorie", "calories"),
        "kJ" | "kj" => unit("kilojoule", "kilojoules"),
        "IU" => unit("international unit", "international units"),
        "MBq" => unit("megabecquerel", "megabecquerels"),
        "Gy" => unit("gray", "gray"),
        "cGy" => unit("centigray", "centigray"),
        "mSv" => unit("millisievert", "millisieverts"),
        "Hz" => unit("hertz", "hertz"),
        "kHz" => unit("kilohertz", "kilohertz"),
        "MHz" => unit("megahertz", "megahertz"),
        "dB" => unit("decibel", "decibels"),
        "kPa" => unit("kilopascal", "kilopascals"),
        "bpm" => unit("beat per minute", "beats per minute"),
        "mph" => unit("mile per hour", "miles per hour"),
        "mth" | "mths" => unit("month", "months"),
        "hr" | "hrs" => unit("hour", "hours"),
        "min" | "mins" => unit("minute", "minutes"),
        "sec" | "secs" => unit("second", "seconds"),
        "wk" | "wks" => unit("week", "weeks"),
        "yr" | "yrs" => unit("year", "years"),
        "h" => unsure("hour", "hours"),
        "s" => unsure("second", "seconds"),
        "lb" | "lbs" => unit("pound", "pounds"),
        "oz" => unit("ounce", "ounces"),
        "st" => unsure("stone", "stone"),
        "ft" => unit("foot", "feet"),
        "pt" | "pts" => unit("point", "points"),
        "tsp" | "tsps" => unit("teaspoon", "teaspoons"),
        "tbsp" | "tbsps" => unit("tablespoon", "tablespoons"),
        "MB" => unit("megabyte", "megabytes"),
        "GB" => unit("gigabyte", "gigabytes"),
        "KB" | "kB" => unit("kilobyte", "kilobytes"),
        "kW" => unit("kilowatt", "kilowatts"),
        "kWh" => unit("kilowatt hour", "kilowatt hours"),
        "V" => unsure("volt", "volts"),
        "W" => unsure("watt", "watts"),
        _ => return None,
    })
}

/// Whether a word is a sign that is surely a unit.
pub(super) fn is_unit(sign: &str) -> bool {
    find(sign).is_some_and(|unit| !unit.unsure)
}

/// What stands behind a slash: `mg/kg`, `tablets/day`.
pub(super) fn per(sign: &str) -> Option<&'static str> {
    if let Some(unit) = find(sign) {
        return Some(unit.one);
    }
    Some(match sign {
        "day" => "day",
        "d" => "day",
        "hour" => "hour",
        "minute" => "minute",
        "second" => "second",
        "week" => "week",
        "month" => "month",
        "year" => "year",
        "dose" => "dose",
        "person" => "person",
        "night" => "night",
        "tablet" => "tablet",
        "litre" => "litre",
        _ => return None,
    })
}
