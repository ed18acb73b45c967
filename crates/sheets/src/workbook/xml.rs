//! The XML of a part, one node after another, in bounded memory. Not here: what the nodes mean.
//!
//! There are no entities but the five that XML defines, so nothing can unfold into more than it is.
//! Names are compared without their prefix: writers choose prefixes as they like.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use jipan_book::sheet::SheetError;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::zip::Part;

/// One tag or one run of text may have so many bytes. A cell holds 32,767 characters.
const NODE_BYTES_MAX: usize = 1 << 20;

/// Elements inside one another. A sheet has about eight.
const DEPTH_MAX: u32 = 64;

/// A part that is read as XML.
#[derive(Debug)]
pub(super) struct Xml {
    reader: Reader<Bounded>,
    buffer: Vec<u8>,
    depth: u32,
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins. Every one of them is closed.
    Open(Tag<'a>),
    /// The innermost element ends.
    Close,
    /// Text, or a part of it.
    Text(Cow<'a, str>),
    /// A comment or something else without meaning here.
    Other,
    /// There is no more.
    End,
}

/// An element that begins.
#[derive(Debug)]
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Xml {
    /// Begins to read.
    pub(super) fn new(part: Part) -> Self {
        let mut reader = Reader::from_reader(Bounded::new(part));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// Number of bytes that were read.
    pub(super) fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// The next node.
    ///
    /// # Errors
    /// When this is no well-formed XML in UTF-8, or beyond the limits.
    pub(super) fn next(&mut self) -> Result<Node<'_>, SheetError> {
        self.buffer.clear();
        self.reader.get_mut().left = NODE_BYTES_MAX;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|_bad| DAMAGED)?;
        Ok(match event {
            Event::Start(tag) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEPTH_MAX {
                    return Err(DAMAGED);
                }
                Node::Open(Tag(tag))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Node::Close
            }
            Event::Text(text) => Node::Text(text.xml10_content()),
            Event::CData(text) => Node::Text(text.xml10_content()),
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().map_err(|_bad| DAMAGED)?;
                let character = character.or_else(|| predefined(&name)).ok_or(DAMAGED)?;
                Node::Text(character.to_string().into())
            }
            Event::Eof if self.depth > 0 => return Err(DAMAGED),
            Event::Eof => Node::End,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Node::Other,
            Event::DocType(_) => return Err(DAMAGED),
        })
    }

    /// Reads to the end of the element that was opened last, without its content.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn skip(&mut self) -> Result<(), SheetError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Node::End) {
                return Err(DAMAGED);
            }
        }
        Ok(())
    }

    /// Reads to the end of the element that was opened last and appends the text in it.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn text_into(&mut self, into: &mut String) -> Result<(), SheetError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.next()? {
                Node::Text(text) => into.push_str(&text),
                Node::End => return Err(DAMAGED),
                Node::Open(_) | Node::Close | Node::Other => {}
            }
        }
        Ok(())
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }
}

const DAMAGED: SheetError = SheetError::Damaged;

fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

impl Tag<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, whatever its prefix.
    ///
    /// # Errors
    /// When the tag is not well-formed.
    pub(super) fn get(&self, name: &str) -> Result<Option<Cow<'_, str>>, SheetError> {
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_bad| DAMAGED)?;
            if attribute.key.local_name().into_inner() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return value.map(Some).map_err(|_bad| DAMAGED);
            }
        }
        Ok(None)
    }
}

/// A part of which only so much is read at a time.
#[derive(Debug)]
struct Bounded {
    part: BufReader<Part>,
    left: usize,
}

impl Bounded {
    fn new(part: Part) -> Self {
        Self { part: BufReader::with_capacity(1 << 16, part), left: NODE_BYTES_MAX }
    }
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.part.read(into)
    }
}

impl BufRead for Bounded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.part.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.left = self.left.saturating_sub(n);
        self.part.consume(n);
    }
}
