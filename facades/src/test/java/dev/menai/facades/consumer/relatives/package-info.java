/** Facades of types with extensions and overrides that only Kotlin tells apart, or does not. */
@KotlinFacade(
        value = {
            Cat.class,
            Countings.class,
            IdShelf.class,
            Label.class,
            Narrow.class,
            NumberShelf.class,
            Pet.class,
            Plant.class,
            Shelf.class,
            Tree.class,
            Wide.class,
            Widest.class
        },
        functions = "dev.menai.fixture.RelativesKt")
package dev.menai.facades.consumer.relatives;

import dev.menai.fixture.Cat;
import dev.menai.fixture.Countings;
import dev.menai.fixture.IdShelf;
import dev.menai.fixture.Label;
import dev.menai.fixture.Narrow;
import dev.menai.fixture.NumberShelf;
import dev.menai.fixture.Pet;
import dev.menai.fixture.Plant;
import dev.menai.fixture.Shelf;
import dev.menai.fixture.Tree;
import dev.menai.fixture.Wide;
import dev.menai.fixture.Widest;
import dev.menai.kotlin.KotlinFacade;
