//! Units of measure by their signs.

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Mass,
    Volume,
    Substance,
    Length,
    Time,
    Energy,
    Activity,
    Radiation,
    Frequency,
    Pressure,
    Speed,
    Data,
    Power,
    /// Things that are counted: tablets, puffs, people.
    Count,
}

/// A unit: how one is said, and several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) measure: Measure,
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    /// Whether it may be a word, a letter or a place in a list by itself, so that it is a unit
    /// only where it touches the number or no word follows it.
    pub(super) unsure: bool,
}

const fn unit(measure: Measure, one: &'static str, many: &'static str) -> Unit {
    Unit { measure, one, many, unsure: false }
}

const fn unsure(measure: Measure, one: &'static str, many: &'static str) -> Unit {
    Unit { measure, one, many, unsure: true }
}

/// The unit of a sign (SI brochure; British National Formulary for those of doses).
pub(super) fn find(sign: &str) -> Option<Unit> {
    use Measure::*;
    Some(match sign {
        "mg" | "Mg" | "MG" => unit(Mass, "milligram", "milligrams"),
        "mcg" | "MCG" | "µg" | "μg" | "ug" => unit(Mass, "microgram", "micrograms"),
        "ng" => unit(Mass, "nanogram", "nanograms"),
        "kg" | "kgs" | "Kg" | "KG" | "KGS" => unit(Mass, "kilogram", "kilograms"),
        "g" | "gm" | "gms" => unsure(Mass, "gram", "grams"),
        "ml" | "mL" | "mls" | "Mls" | "Ml" | "ML" => {
            unit(Volume, "millilitre", "millilitres")
        }
        "cl" => unit(Volume, "centilitre", "centilitres"),
        "dl" | "dL" => unit(Volume, "decilitre", "decilitres"),
        "l" | "L" | "ltr" | "ltrs" => unsure(Volume, "litre", "litres"),
        "µl" | "μl" | "µL" | "μL" | "mcl" | "mcL" => {
            unit(Volume, "microlitre", "microlitres")
        }
        "nm" => unit(Length, "nanometre", "nanometres"),
        "µm" | "μm" => unit(Length, "micrometre", "micrometres"),
        "mm" => unit(Length, "millimetre", "millimetres"),
        "cm" | "cms" => unit(Length, "centimetre", "centimetres"),
        "m" => unsure(Length, "metre", "metres"),
        "km" | "kms" | "Km" => unit(Length, "kilometre", "kilometres"),
        "mmol" => unit(Substance, "millimole", "millimoles"),
        "nmol" => unit(Substance, "nanomole", "nanomoles"),
        "pmol" => unit(Substance, "picomole", "picomoles"),
        "mEq" => unit(Substance, "milliequivalent", "milliequivalents"),
        "pg" => unit(Mass, "picogram", "picograms"),
        "mU" => unit(Activity, "milliunit", "milliunits"),
        "mIU" => unit(Activity, "milli-international unit", "milli-international units"),
        "µmol" | "μmol" | "umol" => unit(Substance, "micromole", "micromoles"),
        "mol" => unit(Substance, "mole", "moles"),
        "mmHg" => unit(Pressure, "millimetre of mercury", "millimetres of mercury"),
        "kcal" | "kcals" => unit(Energy, "kilocalorie", "kilocalories"),
        "cal" | "cals" => unit(Energy, "calorie", "calories"),
        "kJ" | "kj" => unit(Energy, "kilojoule", "kilojoules"),
        "IU" | "iu" => unit(Activity, "international unit", "international units"),
        "MBq" => unit(Radiation, "megabecquerel", "megabecquerels"),
        "Gy" => unit(Radiation, "gray", "gray"),
        "cGy" => unit(Radiation, "centigray", "centigray"),
        "mSv" => unit(Radiation, "millisievert", "millisieverts"),
        "Hz" => unit(Frequency, "hertz", "hertz"),
        "kHz" => unit(Frequency, "kilohertz", "kilohertz"),
        "GHz" => unit(Frequency, "gigahertz", "gigahertz"),
        "Mbps" => unit(Speed, "megabit per second", "megabits per second"),
        "Gbps" => unit(Speed, "gigabit per second", "gigabits per second"),
        "mpg" => unit(Speed, "mile per gallon", "miles per gallon"),
        "kph" | "kmh" => unit(Speed, "kilometre per hour", "kilometres per hour"),
        "yd" | "yds" => unit(Length, "yard", "yards"),
        "dsp" => unit(Volume, "dessertspoon", "dessertspoons"),
        "tbs" => unit(Volume, "tablespoon", "tablespoons"),
        "MHz" => unit(Frequency, "megahertz", "megahertz"),
        "dB" => unit(Power, "decibel", "decibels"),
        "kPa" => unit(Pressure, "kilopascal", "kilopascals"),
        "bpm" => unit(Frequency, "beat per minute", "beats per minute"),
        "mph" => unit(Speed, "mile per hour", "miles per hour"),
        "mth" | "mths" => unit(Time, "month", "months"),
        "hr" | "hrs" => unit(Time, "hour", "hours"),
        "min" | "mins" => unit(Time, "minute", "minutes"),
        "sec" | "secs" => unit(Time, "second", "seconds"),
        "wk" | "wks" => unit(Time, "week", "weeks"),
        "yr" | "yrs" => unit(Time, "year", "years"),
        "h" => unsure(Time, "hour", "hours"),
        "s" => unsure(Time, "second", "seconds"),
        "lb" | "lbs" => unit(Mass, "pound", "pounds"),
        "oz" => unit(Mass, "ounce", "ounces"),
        "st" => unsure(Mass, "stone", "stone"),
        "ft" => unit(Length, "foot", "feet"),
        "pt" => unit(Volume, "pint", "pints"),
        "tsp" | "tsps" => unit(Volume, "teaspoon", "teaspoons"),
        "tbsp" | "tbsps" => unit(Volume, "tablespoon", "tablespoons"),
        "MB" => unit(Data, "megabyte", "megabytes"),
        "GB" => unit(Data, "gigabyte", "gigabytes"),
        "KB" | "kB" => unit(Data, "kilobyte", "kilobytes"),
        "kW" => unit(Power, "kilowatt", "kilowatts"),
        "kWh" => unit(Energy, "kilowatt hour", "kilowatt hours"),
        "V" => unsure(Power, "volt", "volts"),
        "W" => unsure(Power, "watt", "watts"),
        _ => return None,
    })
}

/// How large a unit is beside others of its measure, by its sign or as a word: in milligrams,
/// millilitres, millimetres or seconds.
pub(super) fn scale(unit: &str) -> f64 {
    let word = find(unit).map_or_else(|| unit.to_lowercase(), |unit| unit.one.to_owned());
    match word.strip_suffix('s').unwrap_or(&word) {
        "kilogram" | "kilometre" => 1e6,
        "gram" | "litre" | "metre" => 1e3,
        "microgram" | "microlitre" => 1e-3,
        "nanogram" => 1e-6,
        "decilitre" => 100.0,
        "centilitre" | "centimetre" => 10.0,
        "minute" => 60.0,
        "hour" => 3600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        "month" => 2_629_800.0,
        "year" => 31_557_600.0,
        _ => 1.0,
    }
}

/// Whether a word is a sign that is surely a unit.
pub(super) fn is_unit(sign: &str) -> bool {
    find(sign).is_some_and(|unit| !unit.unsure)
}

/// Whether so much of one thing is in so much of another of one measure: `mg/kg`, `mmol/mol`,
/// `h/week`, and no choice of two units, as `kg/lb` is.
pub(super) fn is_part_of(part: &str, whole: &str) -> bool {
    let time = |unit: &str| measure(unit) == Some(Measure::Time);
    if time(part) && time(whole) {
        return part.trim_end_matches('s') != whole && !matches!(whole, "night");
    }
    matches!(whole, "kg" | "g" | "mg" | "mol" | "L" | "l" | "ml" | "mL")
        && matches!(
            part,
            "mg" | "mcg"
                | "µg"
                | "μg"
                | "ng"
                | "g"
                | "mmol"
                | "µmol"
                | "μmol"
                | "ml"
                | "mL"
                | "micrograms"
                | "milligrams"
                | "grams"
                | "nanograms"
                | "millimoles"
        )
        && part != whole
}

/// What a unit measures, by its sign or as a word.
pub(super) fn measure(unit: &str) -> Option<Measure> {
    find(unit).map(|unit| unit.measure).or_else(|| measure_of(unit))
}

/// What a unit written as a word measures, in the singular or the plural.
pub(super) fn measure_of(word: &str) -> Option<Measure> {
    use Measure::*;
    let word = word.to_lowercase();
    Some(match word.strip_suffix('s').unwrap_or(&word) {
        "milligram" | "microgram" | "nanogram" | "gram" | "kilogram" | "milligramme"
        | "gramme" | "stone" | "pound" | "ounce" => Mass,
        "millilitre" | "litre" | "microlitre" | "decilitre" | "teaspoon" | "pint" => {
            Volume
        }
        "millimole" | "micromole" | "mole" => Substance,
        "metre" | "centimetre" | "millimetre" | "kilometre" | "inch" | "inche"
        | "foot" | "feet" | "mile" => Length,
        "second" | "minute" | "hour" | "day" | "night" | "week" | "month" | "year" => {
            Time
        }
        "calorie" | "kilocalorie" | "kilojoule" => Energy,
        "unit" => Activity,
        "tablet" | "capsule" | "dose" | "puff" | "spray" | "drop" | "actuation"
        | "vial" | "ampoule" | "sachet" | "patch" | "patche" | "suppository"
        | "person" | "serving" | "portion" | "injection" | "visit" | "session"
        | "time" | "blister" => Count,
        _ => return None,
    })
}

/// What stands after a slash, in the singular: `mg/kg`, `tablets/day`.
pub(super) fn per(sign: &str) -> Option<(String, Measure)> {
    // `hrs/mins` is one or the other.
    if sign.len() > 1 && sign.ends_with('s') {
        return None;
    }
    if let Some(unit) = find(sign) {
        return Some((unit.one.to_owned(), unit.measure));
    }
    if sign == "d" {
        return Some(("day".into(), Measure::Time));
    }
    measure_of(sign).map(|measure| (sign.to_owned(), measure))
}
